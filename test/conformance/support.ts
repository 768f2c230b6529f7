import type { Json } from '../../lib/local/states';
import type { ConformanceCase } from './conformance-case';

/** One row of docs/states-support.md. */
export interface SupportRow {
  feature: string;
  support: 'yes' | 'partly' | 'no';
  /** Which recorded cases exercise it; all of them pass, or are named as overtaken. */
  recorded?: (conformanceCase: ConformanceCase) => boolean;
  /** What else it was checked against: tests by file and the words of their titles; each must be there. */
  tests?: readonly [file: string, title: string][];
  /** What to know; what is not checked. */
  note?: string;
}

export interface SupportSection {
  title: string;
  rows: readonly SupportRow[];
}

const isJsonata = ({ languages }: ConformanceCase) => languages.includes('JSONata');
const isJsonPath = ({ languages }: ConformanceCase) => languages.includes('JSONPath');
const has = (type: string) => (c: ConformanceCase) => c.stateTypes.includes(type);
const uses = (feature: string) => (c: ConformanceCase) => c.features.includes(feature);
const both =
  (...predicates: ((c: ConformanceCase) => boolean)[]) =>
  (c: ConformanceCase) =>
    predicates.every((predicate) => predicate(c));

/** Whether any object of a definition has a field of that name. */
function mentions(value: Json, field: RegExp): boolean {
  if (Array.isArray(value)) return value.some((item) => mentions(item, field));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => field.test(key) || mentions(item, field));
}
const withField = (field: RegExp) => (c: ConformanceCase) => mentions(c.definition, field);
const withText = (text: RegExp) => (c: ConformanceCase) => text.test(JSON.stringify(c.definition));

const ORACLES = 'test/oracles/machines.ts';
const EXECUTION = 'test/lib/local/states/execution.test.ts';
const EXPRESSION = 'test/lib/local/states/expression.test.ts';
const VARIABLES = 'test/lib/local/states/variables.test.ts';
const MAP_RUN = 'test/lib/local/states/map/map-run.test.ts';
const TOKENS = 'test/lib/local/states/task-tokens.test.ts';
const RETRY = 'test/lib/local/states/retry.test.ts';
const MATCH = 'test/lib/local/states/error-match.test.ts';

/** What the interpreter does, and how that is known. */
export const SUPPORT: readonly SupportSection[] = [
  {
    title: 'States in JSONata mode',
    rows: [
      { feature: 'Pass', support: 'yes', recorded: both(isJsonata, has('Pass')) },
      { feature: 'Task', support: 'yes', recorded: both(isJsonata, has('Task')) },
      {
        feature: 'Choice',
        support: 'yes',
        recorded: both(isJsonata, has('Choice')),
        tests: [
          [ORACLES, 'chooses with assignments on the way'],
          [EXECUTION, 'fails in a Choice whose condition is no boolean'],
        ],
      },
      {
        feature: 'Wait',
        support: 'yes',
        recorded: both(isJsonata, has('Wait')),
        tests: [[EXECUTION, 'waits until']],
      },
      { feature: 'Succeed', support: 'yes', recorded: both(isJsonata, has('Succeed')) },
      { feature: 'Fail', support: 'yes', recorded: both(isJsonata, has('Fail')) },
      {
        feature: 'Parallel',
        support: 'yes',
        recorded: both(isJsonata, has('Parallel')),
        tests: [
          [ORACLES, 'runs branches that read the outer scope and keep their own'],
          [ORACLES, 'fails with the error of a branch'],
        ],
        note: 'No recording: rests on moto, and on the recordings of JSONPath, which share everything but the data.',
      },
      {
        feature: 'Map, inline',
        support: 'yes',
        recorded: both(isJsonata, has('Map'), (c) => !uses('distributedMap')(c)),
      },
      {
        feature: 'Map over an object',
        support: 'yes',
        note: 'Documented; the two recordings that refuse it are older and are skipped by name. What an iteration gets, `{ Key, Value }`, is not checked against AWS.',
      },
      {
        feature: 'Map, distributed',
        support: 'yes',
        recorded: both(isJsonata, uses('distributedMap')),
        tests: [
          [ORACLES, 'runs a distributed Map, selecting what each child gets'],
          [MAP_RUN, 'runs children that see nothing of their parent'],
          [MAP_RUN, 'with failures, %s'],
        ],
        note: 'No recording in JSONata. What stands in the result for a child whose failure was tolerated (`{ Status, Error, Cause }`) is not checked: moto gives null.',
      },
      {
        feature: 'Mixed query languages',
        support: 'yes',
        recorded: uses('mixedQueryLanguage'),
      },
    ],
  },
  {
    title: 'Data in JSONata mode',
    rows: [
      { feature: '`Arguments`', support: 'yes', recorded: uses('arguments') },
      { feature: '`Output`', support: 'yes', recorded: uses('output') },
      {
        feature: '`Assign`',
        support: 'yes',
        recorded: both(isJsonata, uses('variables')),
        tests: [[VARIABLES, 'are assigned all at once from the values of before']],
      },
      {
        feature: 'Scope of variables in Parallel and Map',
        support: 'yes',
        recorded: both(isJsonata, uses('variables'), (c) => has('Map')(c) || has('Parallel')(c)),
        tests: [
          [VARIABLES, 'of a branch or an iteration start from the outer ones and stay there'],
          [ORACLES, 'lets no variable of a branch out'],
          [ORACLES, 'gives each iteration variables of its own'],
        ],
        note: 'Recorded in JSONPath; that an inner scope may not assign an outer name is documented ("Variable scope") and refused when the machine is made.',
      },
      {
        feature: '`$states.context`',
        support: 'yes',
        recorded: both(isJsonata, withText(/\$states\.context|% *\$states *%/)),
        tests: [[ORACLES, 'retries with the count in the arguments']],
      },
      {
        feature: 'JSONata 2.0.6',
        support: 'yes',
        recorded: isJsonata,
        tests: [[EXPRESSION, 'gives the same result or the same error code for any expression']],
        note: 'The library itself, made synchronous; random expressions are held against it as published.',
      },
      {
        feature: '`$partition`',
        support: 'yes',
        recorded: withText(/\$partition/),
        tests: [[ORACLES, 'partitions']],
      },
      { feature: '`$range`', support: 'yes', recorded: withText(/\$range/), tests: [[ORACLES, 'counts up']] },
      {
        feature: '`$parse`',
        support: 'yes',
        recorded: withText(/\$parse/),
        tests: [[ORACLES, 'parses JSON']],
      },
      {
        feature: '`$hash`',
        support: 'yes',
        recorded: withText(/\$hash/),
        tests: [[ORACLES, 'hashes by SHA-256']],
        note: "No recording; the digests are those recorded of `States.Hash`, and ministack's.",
      },
      {
        feature: '`$uuid`',
        support: 'yes',
        recorded: withText(/\$uuid/),
        tests: [[ORACLES, 'makes UUIDs of 36 characters']],
      },
      {
        feature: '`$random(seed)`',
        support: 'partly',
        recorded: withText(/\$random\(/),
        tests: [[ORACLES, 'gives the same number for the same seed']],
        note: "The same seed gives the same number, but not AWS's: its generator is not documented.",
      },
      {
        feature: '`$eval` refused',
        support: 'yes',
        tests: [[EXPRESSION, "'$eval'"]],
        note: 'By the documentation.',
      },
      {
        feature: 'Runaway expressions stopped',
        support: 'yes',
        tests: [[EXPRESSION, 'that %s is stopped']],
        note: 'After 2 s for all the expressions of a field, or when the stack, 10 million characters or 512 MiB are used up. What AWS allows and says is not checked.',
      },
    ],
  },
  {
    title: 'Tasks, errors, retries',
    rows: [
      {
        feature: '`Retry`: intervals, rate, cap, attempts, jitter',
        support: 'yes',
        recorded: uses('retry'),
        tests: [[RETRY, 'grow by the rate from the interval, and stay under the cap']],
        note: 'One recording in JSONata; delays are documented, not recorded.',
      },
      {
        feature: '`Catch`',
        support: 'yes',
        recorded: uses('catch'),
        tests: [[ORACLES, 'catches by the first catcher that names the error']],
      },
      {
        feature: 'Wildcards: `States.ALL`, `States.TaskFailed`, `States.Timeout`, `States.HeartbeatTimeout`',
        support: 'yes',
        recorded: both(uses('catch'), withText(/States\.(ALL|TaskFailed)/)),
        tests: [[MATCH, 'States.TaskFailed leaves States.Timeout']],
      },
      {
        feature: '`States.DataLimitExceeded`',
        support: 'yes',
        recorded: ({ expected, tasks }) =>
          expected.error === 'States.DataLimitExceeded' ||
          tasks.some(({ error }) => error === 'States.DataLimitExceeded'),
        tests: [
          [EXECUTION, 'a result too large is caught by States.ALL (recorded), an output is not (documented)'],
        ],
        note: "The documentation says that `States.ALL` does not catch it; AWS was recorded to catch that of a task's result.",
      },
      {
        feature: '`TimeoutSeconds`, `HeartbeatSeconds`',
        support: 'yes',
        recorded: withField(/^(Timeout|Heartbeat)Seconds/),
        tests: [[EXECUTION, 'of a heartbeat begin anew with each']],
      },
      {
        feature: '`.waitForTaskToken`',
        support: 'yes',
        recorded: withText(/waitForTaskToken/),
        tests: [[TOKENS, 'ends with what SendTaskSuccess gives, whatever the call itself gave']],
      },
      {
        feature: '`.sync`, `.sync:2`',
        support: 'yes',
        recorded: withText(/\.sync/),
        note: 'The integration gives the finished job.',
      },
      {
        feature: 'Activities',
        support: 'yes',
        recorded: both(has('Task'), (c) => c.tasks.some(({ resource }) => resource === 'activity_arn')),
        note: "The integration is given the token and answers, or the token's holder does.",
      },
      { feature: '`Credentials`', support: 'yes', recorded: uses('credentials') },
      {
        feature: '`http:invoke`',
        support: 'yes',
        recorded: withText(/http:invoke/),
        tests: [[ORACLES, 'gives an HTTP task its arguments and takes its response']],
        note: 'No recording; a task like any other, held to ministack and the documentation.',
      },
      {
        feature: 'A failed DynamoDB condition',
        support: 'yes',
        note: 'No recording; the error name is what the integration gives, `DynamoDB.…` of the optimized four, `DynamoDb.…` of `aws-sdk:`.',
      },
    ],
  },
  {
    title: 'Distributed Map',
    rows: [
      {
        feature: '`ToleratedFailureCount`, `ToleratedFailurePercentage`',
        support: 'yes',
        recorded: withField(/^ToleratedFailure/),
        tests: [[MAP_RUN, 'with failures, %s']],
      },
      {
        feature: '`ItemReader`: JSON, JSON lines, CSV, lists of objects',
        support: 'yes',
        recorded: withField(/^ItemReader$/),
        tests: [[MAP_RUN, 'reads items from %s']],
        note: 'By the documentation. A file that holds an object, not a list, is refused without an `ItemsPointer`, as recorded by LocalStack.',
      },
      {
        feature: '`ItemReader`: Parquet, manifests',
        support: 'no',
        tests: [[MAP_RUN, 'a type it cannot read']],
        note: 'Ends with `States.ItemReaderFailed`.',
      },
      {
        feature: '`ItemBatcher`',
        support: 'yes',
        recorded: withField(/^ItemBatcher$/),
        tests: [[MAP_RUN, 'batches items by number and by bytes']],
        note: 'By the documentation.',
      },
      {
        feature: '`ResultWriter`',
        support: 'partly',
        recorded: withField(/^ResultWriter$/),
        tests: [[MAP_RUN, 'writes results, failures apart, and gives where they stand']],
        note: 'One file for each status; `WriterConfig` is not looked at.',
      },
    ],
  },
  {
    title: 'JSONPath mode',
    rows: [
      {
        feature: '`InputPath`, `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath`',
        support: 'yes',
        recorded: both(
          isJsonPath,
          withField(/^(InputPath|Parameters|ResultSelector|ResultPath|OutputPath)$/),
        ),
      },
      {
        feature: 'Parallel, Map',
        support: 'yes',
        recorded: both(isJsonPath, (c) => has('Map')(c) || has('Parallel')(c)),
      },
      {
        feature: 'Choice operators',
        support: 'yes',
        recorded: ({ id }) => id.startsWith('choice_operators.'),
        tests: [['test/lib/local/states/jsonpath/choice-rule.test.ts', 'holds or not: %s']],
      },
      {
        feature: 'Intrinsic functions',
        support: 'yes',
        recorded: uses('intrinsics'),
        note: "The error of a failed call, `States.IntrinsicFailure`, is documented, not recorded. `States.MathRandom` with a seed gives the same number each time, not AWS's.",
      },
      { feature: 'The context object', support: 'yes', recorded: both(isJsonPath, uses('context')) },
      {
        feature: 'Filters, deep scans, slices in paths',
        support: 'yes',
        recorded: withText(/\$[^"]*(\?\(|\.\.|\[\*\]|:\])/),
        tests: [['test/lib/local/states/jsonpath/path.test.ts', 'describe(']],
      },
    ],
  },
  {
    title: 'Executions',
    rows: [
      {
        feature: 'History as GetExecutionHistory gives it, also while it runs',
        support: 'yes',
        tests: [[EXECUTION, 'tells of its events as they happen, chained and numbered']],
        note: 'Event ids are held to the recorded causes, which name them.',
      },
      {
        feature: 'Real and virtual clock',
        support: 'yes',
        tests: [[EXECUTION, 'a thousand waiting executions advance in order of time, the same each time']],
      },
      {
        feature: 'Redrive',
        support: 'yes',
        tests: [
          [
            EXECUTION,
            'goes on from the state that failed, with its input and variables, retries counted anew',
          ],
          [EXECUTION, 'of a Parallel runs only the branches that did not succeed, from where they stood'],
        ],
        note: 'By the documentation.',
      },
      {
        feature: 'Express executions',
        support: 'partly',
        recorded: ({ id }) => id.startsWith('express.'),
        note: 'The context object is theirs; their five minutes and their histories are not imitated.',
      },
      {
        feature: 'The TestState API',
        support: 'partly',
        recorded: uses('testState'),
        note: 'A state is run as a machine of its own; inspection levels are not given.',
      },
      {
        feature:
          'Limits: 256 KiB of payload, of one `Assign`; 10 MiB of variables; 25,000 events; names of 80 characters',
        support: 'yes',
        tests: [
          [EXECUTION, 'an output may have 256 KiB, and not a byte more'],
          [VARIABLES, 'of one Assign may have 256 KiB, and not a byte more'],
        ],
        note: 'By the documentation.',
      },
    ],
  },
];
