import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import aslValidator from 'asl-validator';
import fc from 'fast-check';
import { checkDefinition } from '../../../lib/compiler/check-definition';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow';
import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { serializeDefinition } from '../../../lib/compiler/serialize-definition';
import { parseStepComment } from '../../../lib/compiler/state-comment';
import { DefinitionError, StateMachine } from '../../../lib/local/states';
import { packageRoot } from '../../../lib/package-root';
import { plainStep, stepExamples } from '../workflow/step-examples';
import { checked, graphOf } from './graph-of';

/** What asl-validator and the interpreter say against a machine: nothing. */
function refusals(workflow: CompiledWorkflow): readonly unknown[] {
  const text = serializeDefinition(workflow.definition, (mark) => `name-${mark.kind}`);
  const definition = JSON.parse(text);
  const { errors } = aslValidator(definition);
  try {
    new StateMachine(text);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return [...errors, error.message];
  }
  return errors;
}

const folder = join(packageRoot(), 'workflows');
const examples = readdirSync(folder).map((name): [string, object] => [
  name,
  JSON.parse(readFileSync(join(folder, name, 'workflow.json'), 'utf8')),
]);

describe.each(examples)('the example %s', (_, example) => {
  it('becomes a machine that our own check, asl-validator and the interpreter accept', () => {
    const workflow = compileWorkflow(graphOf(example));
    expect(checkDefinition(workflow.definition)).toEqual([]);
    expect(refusals(workflow)).toEqual([]);
  });
});

/** Types of which the steps below have many forms; any other stands there as its example. */
const variedTypes = ['code', 'delay', 'setProperties', 'emit', 'branch', 'goto', 'end'];
const otherExamples = stepExamples.filter(({ type }) => !variedTypes.includes(type.type));
const namedByOthers = [...new Set(otherExamples.flatMap(({ before }) => before))];

/** Workflows of any form that the language allows: nested branches and error paths, jumps to any step. */
const workflows = fc
  .array(
    fc.record({
      type: fc.constantFrom(...variedTypes, 'value', ...otherExamples.map(({ type }) => type.type)),
      title: fc.option(fc.constantFrom('Same title', 'Finish', 'x'.repeat(200), '{% odd %}', '${title} "x"')),
      onError: fc.constantFrom('fail', 'continue', 'path'),
      size: fc.nat(3),
      target: fc.nat(30),
      expression: fc.constantFrom(
        '{% $record.email %}',
        '{% $exists($trigger.detail.x) %}',
        '{% $run.id & $env.stage %}',
        '{% [1, $record.tags] %}',
        '{% true %}',
      ),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map(workflowOf);

type Draft = {
  type: string;
  title: string | null;
  onError: string;
  size: number;
  target: number;
  expression: string;
};

function workflowOf(drafts: Draft[]) {
  const ids = drafts.map((_, index) => `s${index}`);
  const queue = drafts.map((draft, index) => ({ draft, index }));
  const take = (count: number): object[] =>
    queue.splice(0, count).map(({ draft, index }) => stepOf(draft, index));
  const stepOf = ({ type, title, onError, size, target, expression }: Draft, index: number): object => {
    const label = { id: `s${index}`, ...(title === null ? {} : { title }) };
    const common = { ...label, onError: onError === 'path' ? take(size) : onError };
    switch (type) {
      case 'code':
        return {
          ...common,
          type,
          action: `./a${index}.js`,
          inputs: { a: expression, b: [expression] },
          writes: size > 1,
          pause: size > 2,
        };
      case 'delay':
        return { ...common, type, for: '1 day' };
      case 'setProperties':
        return { ...common, type, properties: { a: expression, b: null, c: size } };
      case 'emit':
        return { ...common, type, event: 'e', detail: { a: { b: expression } } };
      case 'branch':
        return {
          ...common,
          type,
          branches: [
            { when: expression, steps: take(size) },
            { when: expression, steps: take(1) },
          ],
          else: take(size),
        };
      case 'value':
        return {
          ...common,
          type: 'branch',
          value: expression,
          branches: [{ equals: [size, 'x'], steps: take(size) }],
        };
      case 'goto':
        return { ...label, type, to: ids[target % ids.length] };
      default: {
        const example = otherExamples.find((other) => other.type.type === type);
        if (example === undefined) return { ...label, type };
        return { ...plainStep(example, ids[0] ?? ''), ...(example.type.canFail ? common : label) };
      }
    }
  };
  const steps: object[] = namedByOthers.map(({ example }) => example);
  while (queue.length > 0) steps.push(...take(1));
  const secrets = [...new Set(otherExamples.flatMap((example) => example.secrets))];
  return { secrets, enrollment: { reenroll: drafts.length % 2 === 0, where: drafts[0]?.expression }, steps };
}

describe('any workflow', () => {
  it('becomes a machine without a problem', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { graph } = checked(workflow);
        fc.pre(graph !== undefined);
        const { definition } = compileWorkflow(graph);
        expect(checkDefinition(definition)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('becomes a machine that asl-validator and the interpreter accept', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { graph } = checked(workflow);
        fc.pre(graph !== undefined);
        expect(refusals(compileWorkflow(graph))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('becomes the same bytes each time', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { graph } = checked(workflow);
        fc.pre(graph !== undefined);
        const [first, second] = [graph, graphOf(workflow)].map((each) =>
          JSON.stringify(compileWorkflow(each)),
        );
        expect(second).toBe(first);
      }),
      { numRuns: 40 },
    );
  });

  it('becomes one state a step, in the order of the file, and comments that lead back to it', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { graph } = checked(workflow);
        fc.pre(graph !== undefined);
        const { States } = compileWorkflow(graph).definition;
        const nodes = [...graph.nodes.values()].filter(({ stateName }) => stateName in States);
        const comments = Object.values(States).flatMap(({ Comment }) => parseStepComment(Comment) ?? []);
        expect(comments.filter(({ extra }) => extra === undefined).map(({ step }) => step)).toEqual(
          nodes.map(({ id }) => id),
        );
        for (const { id, stateName, location } of nodes) {
          expect(parseStepComment(States[stateName]?.Comment)).toEqual({ step: id, ...location });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what a stack is made of', () => {
  it('is named, titled and triggered as the workflow says', () => {
    const compiled = compileWorkflow(
      graphOf({
        name: 'my-flow',
        objectType: 'deal',
        enrollment: { triggers: [{ event: 'a' }, { event: 'b', source: 's' }] },
        steps: [],
      }),
    );
    expect(compiled).toMatchObject({ name: 'my-flow', title: 'my-flow', objectType: 'deal', actions: [] });
    expect(compiled.eventPatterns).toEqual([
      { 'detail-type': ['a'], detail: { objectType: ['deal'] } },
      { 'detail-type': ['b'], source: ['s'], detail: { objectType: ['deal'] } },
    ]);
  });

  it('may do, without steps, what enrolling takes, and no more', () => {
    const { grants } = compileWorkflow(graphOf({ steps: [] }));
    expect(JSON.parse(JSON.stringify(grants))).toEqual([
      { actions: ['states:DescribeExecution'], resource: '<executions>' },
      { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resource: '<table>' },
    ]);
  });

  it('may do exactly what its states call', () => {
    const actionsOf: Record<string, string[]> = {
      'arn:aws:states:::dynamodb:getItem': ['dynamodb:GetItem'],
      'arn:aws:states:::dynamodb:updateItem': ['dynamodb:UpdateItem'],
      'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'arn:aws:states:::aws-sdk:sfn:describeExecution': ['states:DescribeExecution'],
      'arn:aws:states:::events:putEvents': ['events:PutEvents'],
      'arn:aws:states:::lambda:invoke': ['lambda:InvokeFunction'],
      'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken': ['dynamodb:UpdateItem'],
    };
    fc.assert(
      fc.property(workflows, (workflow) => {
        const { graph } = checked(workflow);
        fc.pre(graph !== undefined);
        const { definition, grants, actions } = compileWorkflow(graph);
        const called = Object.values(definition.States).flatMap(({ Resource }) =>
          Resource === undefined ? [] : (actionsOf[String(Resource)] ?? [`none for ${Resource}`]),
        );
        expect(new Set(grants.flatMap((grant) => grant.actions))).toEqual(new Set(called));
        const invoked = grants
          .filter(({ resource }) => resource.kind === 'action')
          .map(({ resource }) => resource.step);
        expect(new Set(invoked)).toEqual(new Set(actions.map(({ step }) => step)));
      }),
      { numRuns: 40 },
    );
  });

  it('holds a workflow of 200 steps in the megabyte that a definition may have', () => {
    const steps = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0
        ? { id: `c${index}`, type: 'code', action: './a.js', inputs: { a: '{% $record.a %}' }, writes: true }
        : { id: `p${index}`, type: 'setProperties', properties: { a: '{% $record.b %}', b: 1 } },
    );
    const { definition } = compileWorkflow(graphOf({ steps }));
    expect(checkDefinition(definition)).toEqual([]);
  });
});
