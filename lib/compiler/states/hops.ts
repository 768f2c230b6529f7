import { blockText, constant, failureText, type JsonataText } from '../expressions/jsonata-text';
import { executionContext } from './execution-context';

/**
 * How many runs may follow one another by events that they emit. Lambda stops a loop of its own after about as many
 * ("Use Lambda recursive loop detection to prevent infinite loops").
 */
export const maximumHops = 16;

/** A run that lasted longer than this starts the count anew: such a loop costs little, and may be meant. */
const slowRun = 60 * 60 * 1000;

/** `hops` of the event that started the run; nothing where a person started it, or another system's event did. */
const received: JsonataText = `${executionContext.input}.detail.hops`;

/** What an emitted event carries as `hops` (docs/events.md). */
export const nextHops: JsonataText = blockText([
  `$received := ${received}`,
  `$lasted := $toMillis(${executionContext.enteredAt}) - $toMillis(${executionContext.startedAt})`,
  `$type($received) = "number" and $lasted < ${slowRun} ? $received + 1 : 1`,
]);

/**
 * Guards *Load the record*: a workflow that re-enrolls and emits the event of its own trigger, and workflows that
 * enroll into each other, would otherwise go round for ever. The run fails, as somebody has to mend the workflow.
 *
 * @param then what the expression gives where the chain is short enough
 */
export function withinMaximumHops(then: JsonataText): JsonataText {
  const failure = failureText(
    'EventLoop',
    constant(
      `more than ${maximumHops} runs followed one another by the events that they emit, each within an hour. A workflow ` +
        'that re-enrolls must not emit an event that leads back to its own trigger: give the event another name, or ' +
        'the trigger a filter, or the enrollment a `where` that ends the chain.',
    ),
  );
  return `($type(${received}) = "number" and ${received} > ${maximumHops} ? ${failure} : ${then})`;
}
