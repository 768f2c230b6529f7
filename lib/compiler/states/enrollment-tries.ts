import { type JsonataText, objectText } from '../expressions/jsonata-text';
import { executionContext, machineVariables } from './execution-context';

const { tries } = machineVariables;
const { redriveCount } = executionContext;

/** Transactions in a row that may meet others before the run gives up: some ten minutes. */
const maximumTries = 20;

/** Tries count anew after a redrive: the run is started again because somebody thinks that it is worth it. */
const count: JsonataText = `(${tries}.redrive = ${redriveCount} ? ${tries}.count : 0)`;

/** How often the run has tried to enroll, in the variable `tries`. Before the first time there is none. */
export const enrollmentTries = {
  /** Whether no further try is allowed. */
  spent: `${count} >= ${maximumTries}`,
  /** The variable's value behind one more try. */
  oneMore: objectText({ count: `${count} + 1`, redrive: redriveCount }),
  /** The variable's value when trying again is of no use. */
  all: objectText({ count: String(maximumTries), redrive: redriveCount }),
  /** Seconds to wait before the next try: a random part of a time that doubles to a minute. */
  wait: `1 + $floor($random() * $min([60, $power(2, ${count})]))`,
} as const satisfies Record<string, JsonataText>;
