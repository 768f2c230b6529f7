import type { QueryLanguage } from './data-flow';
import type { Place } from './preparation';
import type { StateType } from './visit';

/** The fields of each type of state: "Amazon States Language"; some belong to one query language alone. */
interface Fields {
  both: readonly string[];
  JSONPath: readonly string[];
  JSONata: readonly string[];
}

const COMMON: Fields = {
  both: ['Type', 'Comment', 'QueryLanguage', 'Next', 'End', 'Assign'],
  JSONPath: ['InputPath', 'OutputPath'],
  JSONata: ['Output'],
};

const OF_TYPE: Readonly<Record<StateType, Fields>> = {
  Pass: { both: [], JSONPath: ['Result', 'ResultPath', 'Parameters'], JSONata: [] },
  Task: {
    both: ['Resource', 'Retry', 'Catch', 'TimeoutSeconds', 'HeartbeatSeconds', 'Credentials'],
    JSONPath: ['Parameters', 'ResultPath', 'ResultSelector', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
    JSONata: ['Arguments'],
  },
  Choice: { both: ['Choices', 'Default'], JSONPath: [], JSONata: [] },
  Wait: { both: ['Seconds', 'Timestamp'], JSONPath: ['SecondsPath', 'TimestampPath'], JSONata: [] },
  Succeed: { both: [], JSONPath: [], JSONata: [] },
  Fail: { both: ['Error', 'Cause'], JSONPath: ['ErrorPath', 'CausePath'], JSONata: [] },
  Parallel: {
    both: ['Branches', 'Retry', 'Catch'],
    JSONPath: ['Parameters', 'ResultPath', 'ResultSelector'],
    JSONata: ['Arguments'],
  },
  Map: {
    both: [
      'Iterator',
      'ItemProcessor',
      'ItemReader',
      'ItemSelector',
      'ItemBatcher',
      'ResultWriter',
      'Label',
      'MaxConcurrency',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
      'Retry',
      'Catch',
    ],
    JSONPath: [
      'ItemsPath',
      'Parameters',
      'ResultPath',
      'ResultSelector',
      'MaxConcurrencyPath',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ],
    JSONata: ['Items'],
  },
};

/** Notes fields that a state of this type and query language does not have: they would be ignored without a word. */
export function checkFields(
  type: StateType,
  language: QueryLanguage,
  definition: Record<string, unknown>,
  place: Place,
): void {
  const own = OF_TYPE[type];
  const other = language === 'JSONata' ? 'JSONPath' : 'JSONata';
  for (const field of Object.keys(definition)) {
    if ([COMMON, own].some((fields) => fields.both.includes(field) || fields[language].includes(field)))
      continue;
    const isOther = [COMMON, own].some((fields) => fields[other].includes(field));
    place
      .at(field)
      .problem(
        isOther
          ? `${field} is a field of ${other} states; this is a ${language} state`
          : `a ${type} state has no field ${field}`,
      );
  }
}
