import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { execute, type Json, StateMachine, seededRandom, VirtualClock } from '../../lib/local/states';
import { packageRoot } from '../../lib/package-root';
import {
  type OracleName,
  PythonInterpreter,
  prepareOracles,
  type TaskAnswers,
} from '../oracles/python-interpreter';

const EXECUTIONS = 1_000;
const EXECUTIONS_FOR_MEMORY = 100_000;
/** Executions before the clock starts, for the compiler of the engine. */
const WARM_UP = 1_000;
/** How often faster than either of the others the interpreter must be. */
const WANTED = 20;
/** Megabytes that 100,000 executions may add to the heap: a leak of a hundred bytes each would be half of it. */
const MEMORY_GROWTH = 20;
/** The Python interpreters stop after so many seconds; their rate counts, not their number. */
const PATIENCE = 20;

const INPUT: Json = {
  order: {
    email: '  Ada@Example.COM ',
    country: 'es',
    lines: [
      { sku: 'A-1', quantity: 2, price: 19.99 },
      { sku: 'B-2', quantity: 0, price: 5 },
      { sku: 'C-3', quantity: 1, price: 149.5 },
      { sku: 'D-4', quantity: 3, price: 7.25 },
    ],
  },
};

const ANSWERS: TaskAnswers = {
  'Load customer': [{ result: { StatusCode: 200, Payload: { tier: 'gold', points: 1200 } } }],
  Reserve: [{ result: { StatusCode: 200, Payload: { reserved: true } } }],
  'Tell the warehouse': [{ result: { FailedEntryCount: 0, Entries: [{ EventId: '1' }] } }],
};

/**
 * Executions per second of processor time of the committed machine: here, by moto's interpreter and by ministack's, one
 * after the other in this run; and the memory that 100,000 executions leave behind. Processor time, since all three
 * run on one core and others may want it too.
 */
export async function measure({ json }: { json: boolean }): Promise<Record<string, unknown>> {
  const say = (text: string) => {
    if (!json) console.log(text);
  };
  const definition: Json = JSON.parse(
    readFileSync(join(packageRoot(), 'test', 'bench', 'interpreter.machine.json'), 'utf8'),
  );
  const ours = await runHere(definition, EXECUTIONS);
  say(`here       ${ours.rate.toFixed(0)} executions/s (${EXECUTIONS} in ${ours.seconds.toFixed(2)} s)`);
  const found: Record<string, unknown> = { executions: EXECUTIONS, here: ours };
  const unprepared = prepareOracles();
  if (unprepared !== undefined) {
    say(`moto and ministack were not run: ${unprepared}`);
    found.unprepared = unprepared;
  } else {
    for (const name of ['moto', 'ministack'] as const) {
      const theirs = await runThere(name, definition);
      const times = ours.rate / theirs.rate;
      found[name] = { ...theirs, times };
      const right = sameOutput(theirs.output, ours.output)
        ? ''
        : `; its output differs: ${JSON.stringify(theirs)}`;
      say(
        `${name.padEnd(10)} ${theirs.rate.toFixed(1)} executions/s (${theirs.executions} in ${theirs.seconds.toFixed(2)} s): ${times.toFixed(0)} times as fast here${right}`,
      );
      if (times < WANTED) fail(`less than ${WANTED} times ${name}`);
    }
  }
  const growth = await memoryGrowth(definition);
  found.memoryGrowthMegabytes = growth;
  say(`memory     ${growth.toFixed(1)} MB more after ${EXECUTIONS_FOR_MEMORY} executions`);
  if (growth > MEMORY_GROWTH) fail(`memory grows by more than ${MEMORY_GROWTH} MB`);
  return found;
}

function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}

interface Rate {
  rate: number;
  seconds: number;
  output: Json | undefined;
}

async function runHere(definition: Json, count: number): Promise<Rate> {
  const machine = new StateMachine(definition);
  for (let i = 0; i < WARM_UP; i++) await runOnce(machine, i);
  const start = process.cpuUsage();
  let output: Json | undefined;
  for (let i = 0; i < count; i++) output = await runOnce(machine, i);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return { rate: count / seconds, seconds, output };
}

async function runOnce(machine: StateMachine, number: number): Promise<Json | undefined> {
  const execution = execute(machine, {
    input: INPUT,
    name: `run-${number}`,
    arn: `arn:aws:states:us-east-1:111111111111:execution:machine:run-${number}`,
    stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
    roleArn: 'arn:aws:iam::111111111111:role/machine',
    clock: new VirtualClock(0),
    random: seededRandom(number),
    integrations: {
      invoke: async ({ stateName }) => {
        const [answer] = ANSWERS[stateName] ?? [];
        return answer && 'result' in answer ? answer.result : null;
      },
    },
  });
  const { output } = await execution.outcome;
  return output;
}

async function runThere(name: OracleName, definition: Json) {
  const interpreter = new PythonInterpreter(name);
  try {
    // Once before the clock starts, so that loading is not counted.
    await interpreter.ask({ definition, input: INPUT, tasks: ANSWERS });
    const answer = await interpreter.ask({
      definition,
      input: INPUT,
      tasks: ANSWERS,
      repeat: EXECUTIONS,
      seconds: PATIENCE,
    });
    return { ...answer, rate: answer.executions / answer.seconds };
  } finally {
    await interpreter.close();
  }
}

function sameOutput(one: Json | undefined, other: Json | undefined): boolean {
  const sorted = (value: Json | undefined) => JSON.stringify(value, Object.keys(Object(value)).sort());
  return sorted(one) === sorted(other);
}

async function memoryGrowth(definition: Json): Promise<number> {
  const machine = new StateMachine(definition);
  for (let i = 0; i < 2_000; i++) await runOnce(machine, i);
  const before = usedMegabytes();
  for (let i = 0; i < EXECUTIONS_FOR_MEMORY; i++) await runOnce(machine, i);
  return usedMegabytes() - before;
}

/** The heap in use after a collection. */
function usedMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
