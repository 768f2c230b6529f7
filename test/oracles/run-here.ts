import {
  execute,
  IntegrationError,
  type Json,
  type Outcome,
  StateMachine,
  seededRandom,
  VirtualClock,
} from '../../lib/local/states';
import type { TaskAnswers } from './python-interpreter';

/** Runs a machine with given task answers in this project's interpreter: attempt by attempt, the last for the rest. */
export function runHere(definition: unknown, input: Json, tasks: TaskAnswers = {}): Promise<Outcome> {
  return execute(new StateMachine(definition), {
    input,
    name: 'run',
    arn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
    stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
    roleArn: 'arn:aws:iam::111111111111:role/machine',
    clock: new VirtualClock(0),
    random: seededRandom(1),
    integrations: {
      async invoke({ stateName, attempt }) {
        const answers = tasks[stateName] ?? [];
        const answer = answers[Math.min(attempt, answers.length - 1)];
        if (!answer) throw new IntegrationError('NoAnswer', `There is no answer for ${stateName}`);
        if ('error' in answer) throw new IntegrationError(answer.error, answer.cause);
        return answer.result;
      },
    },
  }).outcome;
}
