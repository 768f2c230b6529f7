import { appendFileSync } from 'node:fs';
import type * as States from '../../lib/local/states';
import { comparableHistory } from '../cloud/scenarios/comparable-history';
import { hasOracles, PythonInterpreter, type TaskAnswer } from './python-interpreter';

/**
 * Set up in front of the tests of the compiler: whatever machine they execute in our interpreter is executed in moto's
 * afterwards, with the same answers to its tasks, and the two histories must be equal, event by event.
 */
interface Recorded {
  readonly test: string;
  readonly definition: unknown;
  readonly options: States.ExecutionOptions;
  readonly answers: TaskAnswer[];
  readonly execution: States.Execution;
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** Why it cannot be replayed. */
  readonly excluded: string | undefined;
}

const recorded: Recorded[] = [];
const definitions = new WeakMap<object, unknown>();

jest.mock('../../lib/local/states', () => {
  const actual = jest.requireActual<typeof States>('../../lib/local/states');
  class StateMachine extends actual.StateMachine {
    constructor(definition: unknown) {
      super(definition);
      definitions.set(this, typeof definition === 'string' ? JSON.parse(definition) : definition);
    }
  }
  const execute: typeof States.execute = (machine, options) => {
    const answers: TaskAnswer[] = [];
    let excluded: string | undefined;
    const began = options.clock.now();
    const execution = actual.execute(machine, {
      ...options,
      integrations: {
        invoke: async (call) => {
          if (call.taskToken !== undefined) excluded = 'waits for a task token';
          const place = answers.push({ error: 'Pending' }) - 1;
          try {
            const result = await options.integrations?.invoke(call);
            answers[place] = { result: JSON.parse(JSON.stringify(result ?? null)) };
            return result;
          } catch (error) {
            answers[place] =
              error instanceof actual.IntegrationError
                ? { error: error.name, ...(error.causeText === undefined ? {} : { cause: error.causeText }) }
                : { error: 'States.TaskFailed', cause: String(error) };
            throw error;
          }
        },
      },
    });
    recorded.push({
      test: expect.getState().currentTestName ?? '',
      definition: definitions.get(machine),
      options,
      answers,
      execution,
      began,
      get excluded() {
        return excluded;
      },
    });
    return execution;
  };
  return { ...actual, StateMachine, execute };
});

afterAll(async () => {
  if (!hasOracles()) throw new Error('Run `bash test/oracles/make-venv.sh` first.');
  const moto = new PythonInterpreter('moto');
  try {
    const differences: string[] = [];
    for (const run of recorded) {
      const difference = await differs(run, moto);
      if (difference !== undefined) differences.push(`${run.test}\n${difference}`);
    }
    report(recorded);
    if (differences.length > 0) throw new Error(`moto differs:\n${differences.join('\n\n')}`);
  } finally {
    await moto.close();
  }
}, 600_000);

/** Adds to a file how many executions were replayed, and why others were not: what is left out is not checked. */
function report(runs: readonly Recorded[]): void {
  const file = process.env.CODED_ACTIONS_REPLAY_REPORT;
  if (file === undefined) return;
  const lines = runs.map((run) => `${leftOut(run) ?? 'replayed'}\n`);
  appendFileSync(file, lines.join(''));
}

async function differs(run: Recorded, moto: PythonInterpreter): Promise<string | undefined> {
  const { definition, options, answers, execution, began } = run;
  if (leftOut(run) !== undefined) return undefined;
  const theirs = await moto.ask({
    definition,
    input: options.input ?? {},
    answers,
    about: { arn: options.arn, name: options.name, machine: options.stateMachine.name, now: began },
  });
  const redriven = execution.history.findIndex(({ type }) => type === 'ExecutionRedriven');
  const ours = comparable(run, execution.history.slice(1, redriven < 0 ? undefined : redriven));
  const other = comparable(run, theirs.history ?? []);
  try {
    expect(other).toEqual(ours);
    return undefined;
  } catch (error) {
    return `${theirs.status === 'FAULT' ? theirs.cause : ''} ${error instanceof Error ? error.message : error}`;
  }
}

/** Why an execution is not replayed, if so. */
function leftOut({ definition, answers, execution, excluded }: Recorded): string | undefined {
  if (excluded !== undefined) return excluded;
  if (execution.status === 'RUNNING') return 'had not ended';
  // Each machine waits a random time where transactions meet, which no history shows. More of it comes from an author.
  if (JSON.stringify(definition).split('$random(').length > 2) return 'is random';
  // moto takes such an answer for a mistake of whoever mocks.
  const statesError = answers.some((answer) => 'error' in answer && answer.error.startsWith('States.'));
  return statesError ? "is told of one of Step Functions' own errors" : undefined;
}

function comparable({ options }: Recorded, history: readonly unknown[]): unknown[] {
  return comparableHistory({
    history: JSON.parse(JSON.stringify(history)),
    name: options.name,
    workflow: options.stateMachine.name,
  });
}
