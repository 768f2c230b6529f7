import type { RecordsSchema } from '../records/records-schema';
import type { ProblemList } from '../workflow/check/problem-list';
import { didYouMean, nearest } from '../workflow/did-you-mean';
import type { StepGraph } from '../workflow/graph/step-graph';
import { loadProject } from '../workflow/load-project';
import { checkPropertyLiteral } from '../workflow/property-literal';
import type { JsonPath } from '../workflow/source/json-document';
import type { CommandContext } from './command-context';
import type { EventInput, RecordInput } from './record-input';

/** What of a workflow says what it is for, and where. */
type Workflow = Pick<StepGraph, 'workflow' | 'locate'>;

/** Looks at something that was read, and reports to the list of its problems. */
type InputCheck<T> = (value: T, problems: ProblemList) => void;

/** What the project's records.schema.json says; no object types outside of a project, or where it cannot be read. */
export function projectSchema({ project }: CommandContext): RecordsSchema {
  return project === undefined ? { objectTypes: {} } : loadProject(project, []).recordsSchema;
}

/**
 * Warns of properties that the schema does not know or that are not of their type. They are stored all the same, as a
 * record from elsewhere is: a schema may be behind what the CRM has.
 */
export function checkRecordProperties(schema: RecordsSchema): InputCheck<RecordInput> {
  return ({ objectType, properties }, problems) =>
    checkProperties({ schema, objectType, typeAt: ['objectType'] }, properties, ['properties'], problems);
}

/** The same for a record to run a workflow with, which has to be of its type. */
export function checkRecordOfRun(schema: RecordsSchema, graph: Workflow): InputCheck<RecordInput> {
  return (record, problems) => {
    if (isOfType(graph, record.objectType, ['objectType'], problems))
      checkRecordProperties(schema)(record, problems);
  };
}

/**
 * The same for the properties that an event brings: the type is the workflow's, where the event names none. Its source
 * must be one that EventBridge takes.
 */
export function checkEventOfRun(schema: RecordsSchema, graph: Workflow): InputCheck<EventInput> {
  return ({ source, detail: { objectType = graph.workflow.objectType, properties } }, problems) => {
    if (source.startsWith('aws.')) {
      problems.atValue(['source'], {
        code: 'reserved-source',
        message: `\`${source}\` is a source of AWS itself: PutEvents refuses events from it.`,
        remedy: 'Name a source of yours, which does not begin with `aws.`.',
      });
    }
    if (!isOfType(graph, objectType, ['detail', 'objectType'], problems)) return;
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return;
    const about = { schema, objectType, typeAt: ['detail', 'objectType'] };
    checkProperties(about, { ...properties }, ['detail', 'properties'], problems);
  };
}

/** Reports a record of another type than the workflow's. */
function isOfType(
  { workflow, locate }: Workflow,
  objectType: string,
  at: JsonPath,
  problems: ProblemList,
): boolean {
  const wanted = workflow.objectType;
  if (objectType === wanted) return true;
  const { file, line, column } = locate(['objectType']);
  const change =
    nearest(objectType, [wanted]) === undefined
      ? `Write \`"objectType": "${wanted}"\`, or run another workflow.`
      : `Did you mean \`${wanted}\`?`;
  problems.atValue(at, {
    code: 'wrong-object-type',
    message: `The workflow is for records of type ${wanted}, and this is a ${objectType}.`,
    remedy: `${change} The workflow names its type in ${file}:${line}:${column}.`,
  });
  return false;
}

function checkProperties(
  about: { readonly schema: RecordsSchema; readonly objectType: string; readonly typeAt: JsonPath },
  properties: Readonly<Record<string, unknown>>,
  at: JsonPath,
  problems: ProblemList,
): void {
  const { objectType } = about;
  const { objectTypes } = about.schema;
  const types = Object.keys(objectTypes);
  if (types.length === 0) return;
  if (!Object.hasOwn(objectTypes, objectType)) {
    problems.atValue(about.typeAt, {
      severity: 'warning',
      code: 'unknown-object-type',
      message: `records.schema.json has no object type \`${objectType}\`.`,
      remedy: didYouMean(objectType, types, 'object types'),
    });
    return;
  }
  const known = new Map(Object.entries(objectTypes[objectType]?.properties ?? {}));
  for (const [name, value] of Object.entries(properties)) {
    const type = known.get(name)?.type;
    if (!isLiteral(value) && type !== undefined) {
      problems.atValue([...at, name], {
        severity: 'warning',
        code: 'wrong-property-type',
        message: `\`${name}\` is of type \`${type}\`, and ${Array.isArray(value) ? 'a list' : 'an object'} is not.`,
        remedy: 'Write a text, a number, `true` or `false`.',
      });
      continue;
    }
    checkPropertyLiteral(name, isLiteral(value) ? value : null, [name], {
      file: '',
      objectType,
      properties: known,
      fileKind: () => undefined,
      report: ({ at: path, pointAt, ...finding }) => {
        const place = [...at, ...path];
        const warning = { ...finding, severity: 'warning' } as const;
        if (pointAt === 'key') problems.atKey(place, warning);
        else problems.atValue(place, warning);
      },
    });
  }
}

/** Whether a value can be a property's as a step writes it; lists and objects are the values of no type. */
function isLiteral(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
