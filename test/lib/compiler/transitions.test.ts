import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { packageRoot } from '../../../lib/package-root';
import { completeWait } from '../../../lib/records/complete-wait';
import { stepTypes } from '../../../lib/workflow/steps';
import type { StepType } from '../../../lib/workflow/steps/step-type';
import { tableRows } from '../../docs/table-rows';
import { completionServices } from '../records/completion-services';
import { plainStep, stepExamples } from '../workflow/step-examples';
import { compiled, functionError, TestStage } from './machine-run';

/** The tables of docs/transitions.md: each row's cells. */
const rows = tableRows(readFileSync(join(packageRoot(), 'docs', 'transitions.md'), 'utf8'));

/** The number in the last cell of the row whose cells begin as given. */
function documented(...cells: string[]): number {
  const found = rows.filter((row) => cells.every((cell, index) => row[index]?.startsWith(cell)));
  if (found.length !== 1) {
    throw new Error(
      `docs/transitions.md has ${found.length} rows that begin with ${cells.join(' | ')}, and should have one. It is written ` +
        'by hand: for a new step type, add a row under "Steps" that says what a visit costs, `| `type` | | 1 |`.',
    );
  }
  return Number(found[0]?.at(-1)?.replace(/[^0-9]/g, ''));
}

const overhead = documented('overhead of a run');
const costOf = ({ type }: StepType) => documented(`\`${type}\``);

/** One step each, without anything that costs more. */
const plain = {
  code: { id: 'c', type: 'code', action: './c.js' },
  delay: { id: 'd', type: 'delay', for: '1 day' },
  setProperties: { id: 'p', type: 'setProperties', properties: { a: 1 } },
  emit: { id: 'e', type: 'emit', event: 'e' },
};
const last = { id: 'last', type: 'emit', event: 'last' };

async function run(workflow: CompiledWorkflow, prepare: (stage: TestStage) => void = () => {}) {
  const stage = await TestStage.open();
  await stage.putContact({ email: 'a' });
  stage.actions = Object.fromEntries(workflow.actions.map(({ step }) => [step, () => ({})]));
  prepare(stage);
  return stage.run(workflow, { objectId: '1001' });
}

/** States on the way that every state names as its next. */
function straightLength({ definition: { StartAt, States } }: CompiledWorkflow): number {
  let length = 0;
  for (let name: unknown = StartAt; typeof name === 'string'; length++) {
    const state = States[name];
    name = state?.Next ?? state?.Default;
  }
  return length;
}

describe('docs/transitions.md', () => {
  it('has a row for each step type', () => {
    for (const type of stepTypes) expect(costOf(type)).toBeGreaterThanOrEqual(0);
  });

  it('is right about a run without steps', async () => {
    const workflow = compiled({ steps: [] });
    expect(straightLength(workflow)).toBe(overhead);
    expect((await run(workflow)).transitions).toBe(overhead);
  });

  it.each(stepExamples.map((example) => [example.type.type, example] as const))(
    'is right about %s',
    async (_, example) => {
      const { type, step, before, secrets } = example;
      const goesOn = type.flow(step).kind !== 'finish';
      const steps = [
        ...before.map((other) => other.example),
        plainStep(example, last.id),
        ...(goesOn ? [last] : []),
      ];
      const costs = [type, ...before].map(costOf);
      const expected = costs.reduce(
        (sum, cost) => sum + cost,
        overhead + (goesOn ? documented('`emit`') : 0),
      );

      const workflow = compiled({ secrets, steps });

      expect(straightLength(workflow)).toBe(expected);
      const { status, transitions } = await run(workflow);
      expect([status, transitions]).toEqual(['SUCCEEDED', expected]);
    },
  );

  it('is right about a straight run of five steps', async () => {
    const branch = { id: 'b', type: 'branch', branches: [{ when: '{% true %}', steps: [] }] };
    const steps = [plain.code, branch, plain.setProperties, plain.delay, plain.emit];
    expect((await run(compiled({ steps }))).transitions).toBe(8);
  });

  it.each(['fail', 'continue', [{ id: 'o', type: 'emit', event: 'o' }]])(
    'is right that onError %j costs nothing where nothing fails',
    async (onError) => {
      const step = { ...plain.code, onError };
      expect(documented('any step', '`onError` `fail`')).toBe(0);
      expect((await run(compiled({ steps: [step] }))).transitions).toBe(overhead + 1);
    },
  );

  it('is right about a Retry-After', async () => {
    let count = 0;
    const { transitions } = await run(compiled({ steps: [plain.code] }), (stage) => {
      stage.actions = {
        c: () => {
          if (count++ === 0) throw functionError('CodedActions.RetryAfter', 'retryAfterSeconds=5 x');
          return {};
        },
      };
    });
    expect(transitions).toBe(overhead + 1 + documented('', 'each Retry-After'));
  });

  describe('is right about a pause', () => {
    const pausing = { ...plain.code, pause: true };
    const block = () => {
      throw functionError('CodedActions.Blocked', 'expirationSeconds=60 x');
    };

    it('that the action does not ask for', async () => {
      const { transitions } = await run(compiled({ steps: [pausing] }));
      expect(transitions).toBe(overhead + 1 + documented('', '`pause`, in a visit'));
    });

    it.each<[what: string, row: string, early: boolean]>([
      ['that expires, and is caught', '`pause`, completed, or expired', false],
      ['that was completed before', '`pause`, completed before', true],
    ])('%s', async (_, row, early) => {
      const { status, transitions } = await run(
        compiled({ steps: [{ ...pausing, onError: 'continue' }] }),
        (stage) => {
          stage.actions = { c: block };
          stage.before = async (call) => {
            if (!early || call.action !== 'invoke') return;
            const services = completionServices(stage.store, stage.taskTokens, 'records');
            await completeWait({ callbackId: 'test:run-1:c:0', outputs: {} }, services);
          };
        },
      );
      expect([status, transitions]).toEqual(['SUCCEEDED', overhead + 1 + documented('', row)]);
    });

    it('that is completed', async () => {
      const { status, transitions } = await run(compiled({ steps: [pausing] }), (stage) => {
        stage.actions = { c: block };
        stage.after = (call) => {
          const token = call.taskToken;
          if (token !== undefined) queueMicrotask(() => stage.taskTokens.succeed(token, {}));
        };
      });
      expect([status, transitions]).toEqual([
        'SUCCEEDED',
        overhead + 1 + documented('', '`pause`, completed, or expired'),
      ]);
    });
  });

  describe('is right about reading the record again', () => {
    const read = { id: 'r', type: 'emit', event: 'r', detail: { email: '{% $record.email %}' } };
    const reRead = documented('', 'it reads the record, and was entered');

    it.each<[what: string, steps: object[], reads: number]>([
      ['behind a delay', [plain.delay, read], 1],
      ['behind a code step that writes', [{ ...plain.code, writes: true }, read], 1],
      ['behind a code step that may pause', [{ ...plain.code, pause: true }, read], 1],
      ['behind a code step', [plain.code, read], 0],
      ['behind a setProperties', [plain.delay, plain.setProperties, read], 0],
      ['behind an emit', [plain.emit, read], 0],
      ['once for two that read', [plain.delay, read, { ...read, id: 's' }], 1],
      ['not for a step that does not read', [plain.delay, last], 0],
      ['behind a goto', [plain.emit, { id: 'g', type: 'goto', to: 'r' }, read], 1],
    ])('%s', async (_, steps, reads) => {
      const nodes = steps.filter((step) => !('to' in step)).length;
      expect((await run(compiled({ steps }))).transitions).toBe(overhead + nodes + reads * reRead);
    });
  });

  it.each<[reason: string, transitions: number]>([
    ['`duplicate-event`', 4],
    ['`where-not-met`', 4],
    ['`already-enrolled`: the record has been', 6],
    ['`already-active`', 8],
  ])('counts the refusal %s as the tests of refusals do', (reason, transitions) => {
    expect(documented(reason)).toBe(transitions);
  });

  it('is right about where-not-met', async () => {
    const { output, transitions } = await run(compiled({ enrollment: { where: '{% false %}' }, steps: [] }));
    expect(output).toEqual({ enrolled: false, reason: 'where-not-met' });
    expect(transitions).toBe(documented('`where-not-met`'));
  });
});
