import type { Json } from '../../lib/local/states';
import type { OracleName, TaskAnswers } from './python-interpreter';

/** A machine that a second implementation runs too, where the recordings are thin. */
export interface OracleMachine {
  name: string;
  definition: Record<string, Json>;
  input: Json;
  tasks?: TaskAnswers;
  /** Where another implementation is known to be wrong, and by what that is known. */
  disagrees?: Partial<Record<OracleName, string>>;
}

const INVOKE = 'arn:aws:states:::lambda:invoke';

const EVAL = 'leaves $eval in: "$eval is not available" ("Transforming data with JSONata in Step Functions")';
const SHARED =
  'shares variables between branches and their parent: "Variable scope" in "Passing data between states with variables"';

/** One state whose output is an expression. */
function expression(name: string, source: string, disagrees?: OracleMachine['disagrees']): OracleMachine {
  return {
    name,
    definition: { StartAt: 'It', States: { It: { Type: 'Pass', Output: `{% ${source} %}`, End: true } } },
    input: { list: [3, 1, 2], text: 'Ada Lovelace', nested: { list: [{ v: 1 }, { v: 2 }] }, none: null },
    ...(disagrees ? { disagrees } : {}),
  };
}

/** Parallel in JSONata, scoping, retries, the functions that Step Functions adds, distributed Map, HTTP. */
export const MACHINES: readonly OracleMachine[] = [
  expression('hashes by MD5', "$hash('input data', 'MD5')"),
  expression('hashes by SHA-1', "$hash('input data', 'SHA-1')"),
  expression('hashes by SHA-256', "$hash('input data', 'SHA-256')"),
  expression('hashes by SHA-384', "$hash('input data', 'SHA-384')"),
  expression('hashes by SHA-512', "$hash('input data', 'SHA-512')"),
  expression('partitions', '$partition([1, 2, 3, 4, 5], 2)'),
  expression('counts up', '$range(1, 9, 2)'),
  expression('parses JSON', '$parse(\'{"a": [1, {"b": null}]}\').a[1]'),
  expression('gives the same number for the same seed', '$random(42) = $random(42)'),
  expression('makes UUIDs of 36 characters', '$length($uuid())'),
  expression('refuses $eval', "$eval('1')", { moto: EVAL, ministack: EVAL }),
  expression('refuses an undefined result', '$states.input.missing'),
  expression('sorts', '$sort($states.input.list)'),
  expression('sorts by a function', '$sort($states.input.list, function($a, $b) { $a < $b })'),
  expression('reduces', '$reduce($states.input.list, function($a, $b) { $a + $b })'),
  expression('filters to one', '$states.input.nested.list[v = 2].v'),
  expression('compares the context value in a filter', '$states.input.list[$ = 3]', {
    moto: 'refuses $ anywhere in an expression, predicates included',
  }),
  expression('maps a path over a list', '$states.input.nested.list.v'),
  expression('groups', '$states.input.nested.list{$string(v): $sum(v)}'),
  expression('matches a regular expression', '$match($states.input.text, /L(\\w+)/).groups[0]'),
  expression('splits', "$split($states.input.text, ' ')"),
  expression('takes null for a value', '$exists($states.input.none)'),
  expression('formats a time', "$fromMillis(0, '[Y0001]-[M01]-[D01]')"),
  expression('transforms', '$states.input.nested ~> |list|{"w": v * 2}|'),
  expression('compares in a condition', '$states.input.list[0] > 2 ? "more" : "less"'),
  {
    name: 'runs branches that read the outer scope and keep their own',
    disagrees: { ministack: SHARED },
    definition: {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { x: 42 }, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Left',
              States: {
                Left: { Type: 'Pass', Assign: { left: '{% $x + 1 %}' }, Next: 'Left out' },
                'Left out': { Type: 'Pass', Output: '{% $left %}', End: true },
              },
            },
            { StartAt: 'Right', States: { Right: { Type: 'Pass', Output: '{% $x %}', End: true } } },
          ],
          Assign: { both: '{% $states.result %}' },
          Next: 'After',
        },
        After: { Type: 'Pass', Output: { both: '{% $both %}', x: '{% $x %}' }, End: true },
      },
    },
    input: {},
  },
  {
    name: 'lets no variable of a branch out',
    disagrees: { ministack: SHARED },
    definition: {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'Left', States: { Left: { Type: 'Pass', Assign: { left: 1 }, End: true } } }],
          Next: 'After',
        },
        After: { Type: 'Pass', Output: '{% $left %}', End: true },
      },
    },
    input: {},
  },
  {
    name: 'gives each iteration variables of its own',
    definition: {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: '{% $states.input %}',
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Set',
            States: {
              Set: {
                Type: 'Pass',
                Assign: { seen: '{% $exists($seen) ? "leaked" : $states.input %}' },
                Next: 'Show',
              },
              Show: { Type: 'Pass', Output: '{% $seen %}', End: true },
            },
          },
          End: true,
        },
      },
    },
    input: [1, 2, 3],
  },
  {
    name: 'retries with the count in the arguments, then succeeds',
    definition: {
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' },
          Retry: [{ ErrorEquals: ['Once'], IntervalSeconds: 1, MaxAttempts: 2 }],
          Output: '{% $states.result.Payload %}',
          End: true,
        },
      },
    },
    input: {},
    tasks: { Work: [{ error: 'Once', cause: 'c' }, { result: { Payload: 'done', StatusCode: 200 } }] },
  },
  {
    name: 'catches by the first catcher that names the error',
    definition: {
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'f' },
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Wrong' },
            {
              ErrorEquals: ['States.TaskFailed'],
              Assign: { why: '{% $states.errorOutput.Cause %}' },
              Output: '{% $states.input %}',
              Next: 'Right',
            },
          ],
          End: true,
        },
        Right: { Type: 'Pass', Output: { why: '{% $why %}', input: '{% $states.input %}' }, End: true },
        Wrong: { Type: 'Fail' },
      },
    },
    input: { a: 1 },
    tasks: { Work: [{ error: 'Broken', cause: 'because' }] },
  },
  {
    name: 'fails with the error of a branch',
    definition: {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Bad', Cause: 'why' } } },
            { StartAt: 'Good', States: { Good: { Type: 'Pass', End: true } } },
          ],
          End: true,
        },
      },
    },
    input: {},
  },
  {
    name: 'runs a distributed Map, selecting what each child gets',
    disagrees: { ministack: 'evaluates ItemSelector in the child, which sees no outer variables' },
    definition: {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 5 }, Next: 'Each' },
        Each: {
          Type: 'Map',
          Items: '{% $states.input %}',
          MaxConcurrency: 1,
          ItemSelector: { value: '{% $states.context.Map.Item.Value + $outer %}' },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Double',
            States: { Double: { Type: 'Pass', Output: '{% $states.input.value * 2 %}', End: true } },
          },
          End: true,
        },
      },
    },
    input: [1, 2],
  },
  {
    name: 'gives an HTTP task its arguments and takes its response',
    disagrees: { moto: 'has no http:invoke' },
    definition: {
      StartAt: 'Call',
      States: {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::http:invoke',
          Arguments: {
            ApiEndpoint: 'https://example.com',
            Method: 'GET',
            Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:111111111111:connection/c/1' },
          },
          Output: '{% $states.result.ResponseBody.id %}',
          End: true,
        },
      },
    },
    input: {},
    tasks: { Call: [{ result: { StatusCode: 200, ResponseBody: { id: 7 } } }] },
  },
  {
    name: 'chooses with assignments on the way',
    disagrees: {
      moto: 'takes the assignments of the Choice itself whatever rule holds; recorded otherwise (assign_in_choice)',
    },
    definition: {
      StartAt: 'Which',
      States: {
        Which: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 10 %}', Assign: { size: 'big' }, Next: 'Out' },
            { Condition: '{% $states.input.n > 5 %}', Assign: { size: 'middling' }, Next: 'Out' },
          ],
          Assign: { size: 'small' },
          Default: 'Out',
        },
        Out: { Type: 'Pass', Output: '{% $size %}', End: true },
      },
    },
    input: { n: 7 },
  },
  {
    name: 'takes the assignments of a Choice itself by default',
    definition: {
      StartAt: 'Which',
      States: {
        Which: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input.n > 10 %}', Assign: { size: 'big' }, Next: 'Out' }],
          Assign: { size: 'small' },
          Default: 'Out',
        },
        Out: { Type: 'Pass', Output: '{% $size %}', End: true },
      },
    },
    input: { n: 7 },
  },
];
