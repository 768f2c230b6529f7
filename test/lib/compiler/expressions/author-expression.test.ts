import jsonata from 'jsonata';
import { authorExpression } from '../../../../lib/compiler/expressions/author-expression';

const compile = (source: string, failedStep?: string) => authorExpression(`{% ${source} %}`, { failedStep });

const input = {
  id: 'e1',
  detail: { objectId: '1', tags: ['only'], 'odd name': 1, none: null },
};
const variables = {
  record: { email: 'a@b', tags: ['only'], rows: [{ n: 2 }, { n: 1 }], s_x: 'field' },
  s_first: { out: 'x', list: [1] },
  e_first: { name: 'CodedActions.Failed', message: 'no' },
  run: { id: 'arn', objectId: '1' },
  env: { stage: 'dev' },
  states: { context: { Execution: { Input: input } } },
};
const evaluate = async (source: string, failedStep?: string, bindings: object = variables) => {
  const result: unknown = await jsonata(compile(source, failedStep)).evaluate(undefined, { ...bindings });
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
};

describe("an author's expression, compiled", () => {
  it.each([
    ['$record.email', '($record.email)'],
    ['$steps.first.out', '($s_first.out)'],
    ['$steps.first.out & $steps.second.`odd name`', '($s_first.out & $s_second.`odd name`)'],
    ['$run.id', '($run.id)'],
    ['$env.stage', '($env.stage)'],
    [
      '/* $record */ $record /* $steps.first.x */ .email',
      '(/* $record */ $record /* $steps.first.x */ .email)',
    ],
    ["'$record.email' & $record.email", "('$record.email' & $record.email)"],
    [
      '$map($record.rows, function($row) { $row.n + $steps.first.out })',
      '($map($record.rows, function($row) { $row.n + $s_first.out }))',
    ],
  ])('names what the machine has: %s', (source, text) => {
    expect(compile(source)).toBe(text);
  });

  it('names the failure of the step in whose path it stands', () => {
    expect(compile('$error.name', 'first')).toBe('($e_first.name)');
  });

  it.each<[source: string, value: unknown]>([
    ['$trigger.detail.objectId', '1'],
    ['$trigger.id', 'e1'],
    ["$trigger.detail.'odd name'", 1],
    ['$trigger.detail.tags', ['only']],
    ['$trigger.detail.none.deeper', undefined],
    ['$record.tags', ['only']],
    ['$record.tags[0]', 'only'],
    ['[$record.tags[$ != "x"]]', ['only']],
    ['$record.rows^(n).n', [1, 2]],
    ['$record.rows[n = $steps.first.list[0]].n', 1],
    ['$record.(email & $steps.first.out)', 'a@bx'],
    ['$record.s_x', 'field'],
    ['$record.{"k": $steps.first.out}', { k: 'x' }],
    ['$steps.never.out', undefined],
    ['($x := $steps.first.out; $x & $x)', 'xx'],
    ['$record ~> |$|{"email": $steps.first.out}|', { ...variables.record, email: 'x' }],
    ['$record.email ~> $uppercase', 'A@B'],
    ['$filter($record.tags, $exists)', 'only'],
  ])('means what it says: %s', async (source, value) => {
    expect(await evaluate(source)).toEqual(value);
  });

  it('has no $trigger where a person started the run', async () => {
    const byHand = { ...variables, states: { context: { Execution: { Input: { objectId: '1' } } } } };
    expect(await evaluate('$trigger.objectId', undefined, byHand)).toBeUndefined();
    expect(await evaluate('$exists($trigger)', undefined, byHand)).toBe(false);
  });

  it('can stand inside of another expression, whatever its operators', async () => {
    const text = `${compile('$record.none and false')} ? 1 : 2`;
    expect(await jsonata(text).evaluate(undefined, { ...variables })).toBe(2);
  });

  it.each([
    ['$error.name'],
    ['$item'],
    ['1 +'],
    ['$steps.first'],
    ['$steps'],
    ['$$'],
    ['$eval("1")'],
    ['($record := 1)'],
  ])('is no expression that the checks let pass: %s', (source) => {
    expect(() => compile(source)).toThrow();
  });
});
