import { checkDefinition } from '../../../lib/compiler/check-definition';
import type { StateMachineDefinition } from '../../../lib/compiler/compiled-workflow';
import type { State } from '../../../lib/compiler/state';

function machine(states: Record<string, State>, startAt = 'a'): StateMachineDefinition {
  return { Comment: 'c', QueryLanguage: 'JSONata', StartAt: startAt, States: states };
}
const task: State = { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:getItem' };
const done: State = { Type: 'Succeed' };

describe('the check of a definition', () => {
  it('finds nothing wrong in a right one', () => {
    const definition = machine({
      a: {
        ...task,
        Arguments: { x: ['{% $states.input.y %}'] },
        Assign: { z: '{% $states.result %}' },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'b' }],
        Next: 'b',
      },
      b: { Type: 'Choice', Choices: [{ Condition: '{% $z = 1 %}', Next: 'c' }], Default: 'd' },
      c: { Type: 'Wait', Seconds: 5, End: true },
      d: done,
    });
    expect(checkDefinition(definition)).toEqual([]);
  });

  it.each<[problem: string, code: string, definition: StateMachineDefinition]>([
    ['a start that there is not', 'dangling-next', machine({ a: done }, 'b')],
    ['a Next that there is not', 'dangling-next', machine({ a: { ...task, Next: 'b' } })],
    [
      'a rule that leads nowhere',
      'dangling-next',
      machine({
        a: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'x' }], Default: 'd' },
        d: done,
      }),
    ],
    [
      'a Default that leads nowhere',
      'dangling-next',
      machine({
        a: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'd' }], Default: 'x' },
        d: done,
      }),
    ],
    [
      'a Catch that leads nowhere',
      'dangling-next',
      machine({ a: { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'x' }], End: true } }),
    ],
    ['a state that no way leads to', 'unreachable-state', machine({ a: done, b: done })],
    ['a name of 81 characters', 'state-name-length', machine({ ['a'.repeat(81)]: done }, 'a'.repeat(81))],
    ['a field of JSONPath', 'jsonpath-field', machine({ a: { ...task, Parameters: {}, End: true } })],
    ['a field of another type', 'unknown-field', machine({ a: { ...task, Seconds: 1, End: true } })],
    ['a type that we do not emit', 'unknown-state-type', machine({ a: { Type: 'Loop', End: true } })],
    ['neither Next nor End', 'wrong-end', machine({ a: task })],
    [
      'an End of a Choice',
      'unknown-field',
      machine({ a: { Type: 'Choice', Choices: [], Default: 'd', End: true }, d: done }),
    ],
    [
      'a condition that is no expression',
      'wrong-condition',
      machine({ a: { Type: 'Choice', Choices: [{ Condition: '$x', Next: 'd' }], Default: 'd' }, d: done }),
    ],
    ['??', 'expression-syntax', machine({ a: { ...task, Output: '{% $a ?? 1 %}', End: true } })],
    ['?:', 'expression-syntax', machine({ a: { ...task, Output: '{% $a ?: 1 %}', End: true } })],
    [
      'a bracket that is not closed',
      'expression-syntax',
      machine({ a: { ...task, Output: { x: ['{% (1 %}'] }, End: true } }),
    ],
    ['$eval', 'eval', machine({ a: { ...task, Output: '{% $map([1], $eval) %}', End: true } })],
    [
      'a binding of $states',
      'wrong-variable',
      machine({ a: { ...task, Output: '{% ($states := 1; 2) %}', End: true } }),
    ],
    [
      'an assignment to states',
      'wrong-variable',
      machine({ a: { ...task, Assign: { states: 1 }, End: true } }),
    ],
    [
      'an assignment to states in a Catch',
      'wrong-variable',
      machine({
        a: { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Assign: { states: 1 }, Next: 'd' }], Next: 'd' },
        d: done,
      }),
    ],
    [
      'a Catch into a Fail',
      'catch-into-fail',
      machine({
        a: { ...task, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'f' }], End: true },
        f: { Type: 'Fail' },
      }),
    ],
    [
      'an Assign over 256 KiB',
      'assign-too-large',
      machine({ a: { ...task, Assign: { x: 'x'.repeat(263_000) }, End: true } }),
    ],
    [
      'a definition near 1 MB',
      'definition-too-large',
      machine({ a: { ...task, Arguments: { x: 'x'.repeat(1_000_000) }, End: true } }),
    ],
  ])('finds %s', (_, code, definition) => {
    expect(checkDefinition(definition).map((problem) => problem.code)).toEqual([code]);
  });

  it('says in which state and field it stands, and what would be right', () => {
    const definition = machine({
      a: { ...task, Arguments: { Entries: [{ Detail: '{% $eval("1") %}' }] }, End: true },
    });
    expect(checkDefinition(definition)).toEqual([
      {
        code: 'eval',
        state: 'a',
        field: 'Arguments.Entries[0].Detail',
        message: 'Step Functions has no $eval.',
        remedy: 'Use $parse for JSON, or a code step.',
      },
    ]);
  });
});
