import {
  type Execution,
  type ExecutionOptions,
  execute,
  type IntegrationCall,
  type Json,
  StateMachine,
  VirtualClock,
} from '../../../../lib/local/states';

export const START = Date.parse('2026-01-01T00:00:00Z');

/** What a test may set of an execution; everything else is the same in all of them. */
export type RunOptions = Partial<Omit<ExecutionOptions, 'integrations'>> & {
  invoke?: (call: IntegrationCall) => unknown;
};

/** Starts an execution of a JSONata machine under a virtual clock. */
export function run(definition: object, { invoke = () => ({}), ...options }: RunOptions = {}): Execution {
  return execute(new StateMachine({ QueryLanguage: 'JSONata', ...definition }), {
    name: 'run',
    arn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
    stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
    roleArn: 'arn:aws:iam::111111111111:role/machine',
    clock: new VirtualClock(START),
    random: () => 0.5,
    ...options,
    integrations: { invoke: async (call) => invoke(call) },
  });
}

/** The outcome of a machine of one state. */
export function runState(state: object, options: RunOptions = {}) {
  return run({ StartAt: 'It', States: { It: state } }, options).outcome;
}

/** The outcome of a JSONata expression as the output of a Pass. */
export function output(source: string, input: Json = {}) {
  return runState({ Type: 'Pass', Output: `{% ${source} %}`, End: true }, { input });
}

/** The types of an execution's events. */
export function types(execution: Execution): string[] {
  return execution.history.map(({ type }) => type);
}

/** A Task on a Lambda function. */
export function task(fields: object): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: '{% $states.input %}',
    End: true,
    ...fields,
  };
}
