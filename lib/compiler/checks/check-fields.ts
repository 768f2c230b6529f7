import { isExpression } from '../../workflow/expression/parse-expression';
import type { StateMachineDefinition } from '../compiled-workflow';
import type { DefinitionProblem } from '../definition-problem';
import { maximumStateNameLength, type State } from '../state';
import { listOf } from '../transitions-of';

/** Fields of JSONPath, which a state in JSONata cannot have ("Transforming data with JSONata in Step Functions"). */
const jsonPathFields = [
  'InputPath',
  'Parameters',
  'ResultSelector',
  'ResultPath',
  'OutputPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'ErrorPath',
  'CausePath',
];

/** Fields that each state type of ours has, beside `Comment` and `Type`. */
const fieldsByType: Readonly<Record<string, readonly string[]>> = {
  Task: [
    'Resource',
    'Arguments',
    'TimeoutSeconds',
    'HeartbeatSeconds',
    'Retry',
    'Catch',
    'Assign',
    'Output',
    'Next',
    'End',
  ],
  Choice: ['Choices', 'Default', 'Assign', 'Output'],
  Wait: ['Seconds', 'Timestamp', 'Assign', 'Output', 'Next', 'End'],
  Pass: ['Assign', 'Output', 'Next', 'End'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
};

/** The longest name of a variable ("Passing data between states with variables"). */
const maximumVariableLength = 80;

/** Names and fields of states. */
export function checkFields({ States }: StateMachineDefinition): DefinitionProblem[] {
  return Object.entries(States).flatMap(([name, state]) => [
    ...nameProblems(name),
    ...fieldProblems(name, state),
    ...conditionProblems(name, state),
    ...assignmentProblems(name, state),
  ]);
}

function nameProblems(name: string): DefinitionProblem[] {
  if (name !== '' && name.length <= maximumStateNameLength) return [];
  return [
    {
      code: 'state-name-length',
      state: name,
      message: `The state's name has ${name.length} characters; 1 to ${maximumStateNameLength} are allowed.`,
      remedy: 'Shorten it.',
    },
  ];
}

function fieldProblems(name: string, state: State): DefinitionProblem[] {
  const known = fieldsByType[String(state.Type)];
  if (known === undefined) {
    return [
      {
        code: 'unknown-state-type',
        state: name,
        field: 'Type',
        message: `${JSON.stringify(state.Type)} is no type of state that we emit.`,
        remedy: `Use one of ${Object.keys(fieldsByType).join(', ')}.`,
      },
    ];
  }
  return Object.keys(state)
    .filter((field) => field !== 'Type' && field !== 'Comment' && !known.includes(field))
    .map((field) =>
      jsonPathFields.includes(field)
        ? {
            code: 'jsonpath-field',
            state: name,
            field,
            message: `${field} belongs to JSONPath; the machine is in JSONata.`,
            remedy: 'Use Arguments, Output and Assign.',
          }
        : {
            code: 'unknown-field',
            state: name,
            field,
            message: `A ${String(state.Type)} state has no field ${field}.`,
            remedy: `It has ${known.join(', ')}.`,
          },
    );
}

function conditionProblems(name: string, state: State): DefinitionProblem[] {
  if (state.Type !== 'Choice') return [];
  return listOf(state.Choices).flatMap((rule, index) =>
    typeof rule.Condition === 'boolean' ||
    (typeof rule.Condition === 'string' && isExpression(rule.Condition))
      ? []
      : [
          {
            code: 'wrong-condition',
            state: name,
            field: `Choices[${index}].Condition`,
            message: 'The condition of a choice rule is no expression.',
            remedy: 'Write {% … %}.',
          },
        ],
  );
}

function assignmentProblems(name: string, state: State): DefinitionProblem[] {
  return assignmentsOf(state).flatMap(({ field, variables }) =>
    variables
      .filter(
        (variable) => variable === 'states' || variable === '' || variable.length > maximumVariableLength,
      )
      .map((variable) => ({
        code: 'wrong-variable',
        state: name,
        field: `${field}.${variable}`,
        message:
          variable === 'states'
            ? '$states is reserved, and cannot be assigned.'
            : `The name of a variable has 1 to ${maximumVariableLength} characters.`,
        remedy: 'Give the variable another name.',
      })),
  );
}

/** Every `Assign` of a state: its own, and those of its choice rules and catchers. */
function assignmentsOf(state: State): { field: string; variables: string[] }[] {
  const all: [string, State[string] | undefined][] = [
    ['Assign', state.Assign],
    ...listOf(state.Choices).map((rule, index): [string, State[string] | undefined] => [
      `Choices[${index}].Assign`,
      rule.Assign,
    ]),
    ...listOf(state.Catch).map((catcher, index): [string, State[string] | undefined] => [
      `Catch[${index}].Assign`,
      catcher.Assign,
    ]),
  ];
  return all.flatMap(([field, assign]) =>
    typeof assign === 'object' && assign !== null ? [{ field, variables: Object.keys(assign) }] : [],
  );
}
