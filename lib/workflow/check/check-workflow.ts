import { z } from 'zod';
import type { PropertyDefinition, RecordsSchema } from '../../records/records-schema';
import { actionFile, isActionFile } from '../action-file';
import { didYouMean } from '../did-you-mean';
import { buildStepGraph } from '../graph/build-step-graph';
import { ControlFlow } from '../graph/control-flow';
import type { StepGraph } from '../graph/step-graph';
import { reservedWorkflowNames } from '../names';
import { type OutlinedStep, outlineSteps } from '../outline';
import type { Problem, SourceLocation } from '../problem';
import { JsonDocument, type JsonPath, jsonValueOf } from '../source/json-document';
import type { ActionUse } from '../steps/step-type';
import { eventTrigger, workflow as workflowSchema } from '../workflow';
import { checkEnrollment, type ReadTrigger } from './check-enrollment';
import { checkStepExpressions, checkWhere } from './check-expressions';
import { checkFlow } from './check-flow';
import { checkLoops } from './check-loops';
import { checkSecrets, checkSteps } from './check-steps';
import { declaredValues, possibleValues } from './declared-values';
import { ProblemList } from './problem-list';
import { checkShape } from './shape-problems';

/** What `checkWorkflow` is given. */
export interface WorkflowSource {
  /** The workflow file, relative to the project's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** What records.schema.json says; undefined where there is none that can be read: nothing is said of properties then. */
  readonly recordsSchema: RecordsSchema | undefined;
  /** What stands at a path relative to the project's folder. */
  fileKind(path: string): 'file' | 'directory' | undefined;
  /** The names in a folder relative to the project's folder; none where there is no such folder. */
  namesIn?(folder: string): readonly string[];
}

/** What `checkWorkflow` found. */
export interface CheckedWorkflow {
  /** All of them, in the order of the file. */
  readonly problems: readonly Problem[];
  /** Only where no problem is an error. */
  readonly graph?: StepGraph;
  /** The actions of a workflow with errors, as far as its steps can be read: their code can be checked all the same. */
  readonly actions: readonly NamedAction[];
}

/** An action that a step names, of which the file is there. */
export interface NamedAction extends Omit<ActionUse, 'action'> {
  readonly workflow: string;
  readonly step: string;
  /** Relative to the project's folder. */
  readonly file: string;
}

/** The name that a workflow file gives, and where. */
export interface WorkflowName {
  readonly value: string;
  readonly location: SourceLocation;
}

/** The name in a workflow file, even where other things in it are wrong. */
export function workflowNameIn(file: string, text: string): WorkflowName | undefined {
  const document = JsonDocument.parse(file, text);
  const value = textAt(document, 'name');
  if (value === undefined) return undefined;
  return { value, location: document.source.locationAt(document.valueOffset(['name'])) };
}

/**
 * Checks a workflow file: its syntax, its keys, its steps and where they lead, and its expressions. Reports everything
 * that is wrong at once; what cannot be read hides nothing of the rest. Never throws for what the file says.
 */
export function checkWorkflow(source: WorkflowSource): CheckedWorkflow {
  const document = JsonDocument.parse(source.file, source.text);
  const problems = new ProblemList(document);
  if (document.root === undefined) return { problems: problems.sorted(), actions: [] };

  const workflow = checkShape(workflowSchema, problems);
  const name = textAt(document, 'name');
  if (name !== undefined && reservedWorkflowNames.has(name)) {
    problems.atValue(['name'], {
      code: 'reserved-name',
      message: `\`${name}\` is the name of a stack of coded-actions itself.`,
      remedy: 'Give the workflow another name, best that of its folder.',
    });
  }
  const objectType = textAt(document, 'objectType') ?? '';
  const properties = propertiesOf(objectType, source.recordsSchema, problems);
  const flow = new ControlFlow(outlineSteps(document));

  checkSteps(
    flow.steps,
    {
      file: source.file,
      objectType,
      properties,
      fileKind: (path) => source.fileKind(path),
      namesIn: (folder) => source.namesIn?.(folder) ?? [],
      possibleValues: (text) => possibleValues(text, declaredValues(properties, flow)),
    },
    problems,
  );
  checkSecrets(flow.steps, declaredSecrets(document), problems);
  checkFlow(flow, problems);
  checkLoops(flow, problems);
  if (workflow?.steps.length === 0) {
    problems.atValue(['steps'], {
      severity: 'warning',
      code: 'no-steps',
      message: 'The workflow has no steps: a record that enrolls goes through nothing.',
      remedy: 'Put a step in: `{ "id": "hello", "type": "emit", "event": "hello" }`.',
    });
  }
  const scope = { objectType, properties, flow };
  checkStepExpressions(scope, problems);
  checkWhere(scope, problems);
  checkEnrollment(triggersIn(document), objectType, properties, problems);

  if (workflow === undefined || problems.hasErrors()) {
    return { problems: problems.sorted(), actions: namedActions(flow.steps, name ?? '', source) };
  }
  const graph = buildStepGraph(workflow, document, flow, properties);
  return { problems: problems.sorted(), graph, actions: [] };
}

function namedActions(
  steps: readonly OutlinedStep[],
  workflow: string,
  source: WorkflowSource,
): readonly NamedAction[] {
  return steps.flatMap(({ step, type, id }) => {
    const use = step && type?.action?.(step);
    if (use === undefined) return [];
    const { action, ...others } = use;
    const file = actionFile(source.file, action);
    // What is wrong with the path itself is said already.
    return isActionFile(file, source) ? [{ workflow, step: id ?? '', file, ...others }] : [];
  });
}

/** The properties of the workflow's object type, which must be known where any are. */
function propertiesOf(
  objectType: string,
  recordsSchema: RecordsSchema | undefined,
  problems: ProblemList,
): ReadonlyMap<string, PropertyDefinition> | undefined {
  if (recordsSchema === undefined || objectType === '') return undefined;
  const types = new Map(Object.entries(recordsSchema.objectTypes));
  const type = types.get(objectType);
  if (type !== undefined) return new Map(Object.entries(type.properties));
  problems.atValue(['objectType'], {
    code: 'unknown-object-type',
    message: `records.schema.json has no object type \`${objectType}\`.`,
    remedy: didYouMean(objectType, types.keys(), 'object types'),
  });
  return undefined;
}

/** The secrets that a workflow names; undefined where they are no list. */
function declaredSecrets(document: JsonDocument): readonly string[] | undefined {
  const declared = z.array(z.unknown()).safeParse(valueAt(document, ['secrets']) ?? []);
  return declared.data?.map((name) => (typeof name === 'string' ? name : ''));
}

/** The triggers, each as far as it can be read: what is wrong in one hides nothing of the rest. */
function triggersIn(document: JsonDocument): readonly ReadTrigger[] {
  const listed = z.array(z.unknown()).safeParse(valueAt(document, ['enrollment', 'triggers']));
  return (listed.data ?? []).map((trigger) => {
    const { event, source, filter } = z.record(z.string(), z.unknown()).safeParse(trigger).data ?? {};
    const keys = eventTrigger.shape;
    return {
      event: keys.event.safeParse(event).data,
      source: keys.source.safeParse(source).data,
      filter: keys.filter.safeParse(filter).data,
    };
  });
}

function textAt(document: JsonDocument, key: string): string | undefined {
  const value = valueAt(document, [key]);
  return typeof value === 'string' ? value : undefined;
}

function valueAt(document: JsonDocument, path: JsonPath): unknown {
  const node = document.nodeAt(path);
  return node && jsonValueOf(node);
}
