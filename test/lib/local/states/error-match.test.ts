import { matches } from '../../../../lib/local/states/error-match';
import { StateError } from '../../../../lib/local/states/state-error';

/** "Handling errors in Step Functions workflows", Error names. */
describe('ErrorEquals', () => {
  const terminal = new StateError('States.DataLimitExceeded', 'a state', { isTerminal: true });
  const ofTask = new StateError('States.DataLimitExceeded', 'a task');
  const heartbeat = new StateError('States.Timeout', undefined, { isHeartbeat: true });
  const late = new StateError('States.Timeout', undefined);
  const runtime = new StateError('States.Runtime', 'c');
  const nameless = new StateError(undefined, undefined);

  it.each([
    ['a name takes its error', ['Broken'], new StateError('Broken', 'c'), true],
    ['a name takes no other', ['Broken'], new StateError('Other', 'c'), false],
    ['States.ALL takes any error', ['States.ALL'], new StateError('Broken', 'c'), true],
    ['States.ALL takes time-outs', ['States.ALL'], late, true],
    ['States.ALL takes an error without a name', ['States.ALL'], nameless, true],
    ['States.ALL leaves the terminal States.DataLimitExceeded', ['States.ALL'], terminal, false],
    ['States.DataLimitExceeded by its name is taken', ['States.DataLimitExceeded'], terminal, true],
    [
      'States.ALL takes that of a task (recorded: error_handling.states_errors)',
      ['States.ALL'],
      ofTask,
      true,
    ],
    ['States.ALL leaves States.Runtime', ['States.ALL'], runtime, false],
    ['States.Runtime cannot be caught by its name either', ['States.Runtime'], runtime, false],
    [
      'States.TaskFailed takes any error of a task',
      ['States.TaskFailed'],
      new StateError('Lambda.Unknown', 'c'),
      true,
    ],
    ['States.TaskFailed leaves States.Timeout', ['States.TaskFailed'], late, false],
    ['States.Timeout takes a missing heartbeat', ['States.Timeout'], heartbeat, true],
    ['States.HeartbeatTimeout takes a missing heartbeat', ['States.HeartbeatTimeout'], heartbeat, true],
    ['States.HeartbeatTimeout leaves another time-out', ['States.HeartbeatTimeout'], late, false],
    [
      'spellings are kept apart',
      ['DynamoDB.ConditionalCheckFailedException'],
      new StateError('DynamoDb.ConditionalCheckFailedException', 'c'),
      false,
    ],
  ])('%s', (_rule, errorEquals, error, expected) => {
    expect(matches(errorEquals, error)).toBe(expected);
  });
});
