import type { Problem } from '../../../../lib/workflow/problem';
import { check, goodWorkflow } from './fixtures';
import { type Path, replaced, valueIn } from './json-mutations';

/** One mistake in a good workflow: what, where, and the value that stands there then. */
type Mistake = readonly [what: string, path: Path, put: unknown];

/** Mistakes that have nothing to do with one another, all over the file and several in one step. */
const mistakes: readonly Mistake[] = [
  ['a name of the wrong form', ['name'], 'Rotate Leads'],
  ['a title that is a number', ['title'], 5],
  ['an event that is a list', ['enrollment', 'triggers', 0, 'event'], ['record.created']],
  ['a source of AWS', ['enrollment', 'triggers', 0, 'source'], 'aws.s3'],
  ['a filter without a list', ['enrollment', 'triggers', 0, 'filter', 'total'], 5],
  [
    'a filter by a misspelled property',
    ['enrollment', 'triggers', 0, 'filter', 'properties'],
    { contry: ['ES'] },
  ],
  ['a where that is no expression', ['enrollment', 'where'], "country = 'ES'"],
  ['a text for true or false', ['enrollment', 'reenroll'], 'yes'],
  ['a misspelled key', ['enrollment', 'trigers'], []],
  ['a secret that Lambda has', ['secrets'], ['API_KEY', 'AWS_REGION']],
  ['an action that is not there', ['steps', 0, 'action'], './acton.js'],
  ['a misspelled property in an input', ['steps', 0, 'inputs', 'country'], '{% $record.contry %}'],
  ['an unfinished expression in an input', ['steps', 0, 'inputs', 'list'], ['{% $record.email']],
  ['a misspelled type of an output', ['steps', 0, 'outputs', 'mood'], 'strng'],
  ['choices without an enumeration', ['steps', 0, 'outputs', 'other'], { type: 'string', choices: ['a'] }],
  ['a secret that the workflow does not name', ['steps', 0, 'secrets'], ['API_KEY', 'API_KEI']],
  ['an output for secrets that is not declared', ['steps', 0, 'secretOutputs'], ['ownr']],
  ['a timeout that is too long', ['steps', 0, 'timeout'], '20m'],
  ['a memory that is a text', ['steps', 0, 'memory'], '512'],
  ['a misspelled preset', ['steps', 0, 'preset'], 'hubsot'],
  ['a retry without sense', ['steps', 0, 'retry'], { firstInterval: '1h', maxInterval: '1m' }],
  ['a pause that is too long', ['steps', 0, 'pause'], { expires: '800 days' }],
  ['a misspelled function', ['steps', 0, 'onError', 0, 'detail', 'why'], '{% $uper($error.name) %}'],
  ['an unknown output', ['steps', 1, 'branches', 0, 'when'], '{% $exists($steps.ask.owne) %}'],
  [
    'an unknown property that is written',
    ['steps', 1, 'branches', 0, 'steps', 0, 'properties', 'ownerid'],
    '1',
  ],
  ['a date that is none', ['steps', 1, 'branches', 0, 'steps', 0, 'properties', 'birthday'], 'tomorrow'],
  ['a duration of the wrong form', ['steps', 1, 'else', 0, 'for'], 'an hour'],
  ['a delay that is too long', ['steps', 1, 'else', 0, 'for'], '2000 days'],
  ['a step that is not there', ['steps', 1, 'else', 1, 'to'], 'agian'],
  ['an arm without a list of steps', ['steps', 2, 'branches', 0, 'steps'], 'stop'],
  ['a choice that is none', ['steps', 2, 'branches', 0, 'equals'], ['leed']],
  ['an id twice', ['steps', 3, 'id'], 'free'],
  ['a misspelled type of a step', ['steps', 3, 'type'], 'emmit'],
  ['a misspelled type of a branch', ['steps', 1, 'type'], 'brnach'],
  ['an id with a blank', ['steps', 2, 'id'], 'the stage'],
  ['an event without a name', ['steps', 3, 'event'], ''],
  ['a title that is too long', ['steps', 3, 'title'], 'x'.repeat(300)],
  ['an expression with a syntax error', ['steps', 3, 'detail', 'email'], '{% $record.email + %}'],
];

const pairs = mistakes.flatMap(([one, path, put], index) =>
  mistakes
    .slice(index + 1)
    .filter(([, otherPath]) => !isWithin(path, otherPath) && !isWithin(otherPath, path))
    .map(([other, otherPath, otherPut]) => ({
      one,
      other,
      changes: [
        [path, put],
        [otherPath, otherPut],
      ] as const,
    })),
);

describe('checkWorkflow, of two mistakes', () => {
  it.each(mistakes)('tells %s', (_what, path, put) => {
    expect(problemsOf([[path, put]])).not.toEqual([]);
  });

  it('tells both, whatever they are', () => {
    const masked = pairs.flatMap(({ one, other, changes }) => {
      const found = problemsOf(changes);
      const alone = changes.map((change) => problemsOf([change]));
      const lost = alone.flat().filter((problem) => !found.includes(problem));
      const invented = found.filter((problem) => !alone.flat().includes(problem));
      return [
        ...lost.map((problem) => `lost: ${problem}`),
        ...invented.map((problem) => `invented: ${problem}`),
      ].map((what) => `${one} and ${other}: ${what}`);
    });

    expect(masked).toEqual([]);
    expect(pairs.length).toBeGreaterThan(500);
  });
});

function problemsOf(changes: readonly (readonly [Path, unknown])[]): readonly string[] {
  const value = changes.reduce<unknown>((before, [path, put]) => withValue(before, path, put), goodWorkflow);
  return check(JSON.stringify(value, undefined, 2)).problems.map(described);
}

/** Without its place: that moves with the other mistake. */
function described({ code, message }: Problem): string {
  return `${code} ${message.replace(/ in line \d+/, '')}`;
}

/** A copy in which a value stands at a path, at the end of its object where there was no such key. */
function withValue(value: unknown, path: Path, put: unknown): unknown {
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  const holder = parent.reduce<unknown>(valueIn, value);
  if (key === undefined || Array.isArray(holder) || valueIn(holder, key) !== undefined) {
    return replaced(value, path, put);
  }
  return replaced(value, parent, { ...(typeof holder === 'object' ? holder : {}), [key]: put });
}

function isWithin(path: Path, other: Path): boolean {
  return path.every((key, index) => other[index] === key);
}
