import fc from 'fast-check';
import { checkWorkflow } from '../../../../lib/workflow/check/check-workflow';
import { plainStep, stepExamples } from '../step-examples';
import { brokenHabits } from './broken-habits';
import { brokenNames } from './broken-names';
import {
  brokenLoops,
  brokenNumbers,
  brokenSecretNames,
  brokenTypes,
  soundExpressions,
  typedExpression,
  typedWrite,
} from './broken-values';
import {
  type BrokenWorkflow,
  brokenExpressions,
  brokenFiles,
  brokenFlows,
  brokenShapes,
  brokenSyntax,
  brokenTriggers,
} from './broken-workflows';
import { check, goodText, goodWorkflow, summary, unmark, withSteps, workflowFile } from './fixtures';
import { pathsOf, replaced, valueIn } from './json-mutations';

const tables: Readonly<Record<string, readonly BrokenWorkflow[]>> = {
  syntax: brokenSyntax,
  'keys and values': brokenShapes,
  triggers: brokenTriggers,
  'files and secrets': brokenFiles,
  'ids, ways and properties': brokenFlows,
  expressions: brokenExpressions,
  'numbers and sizes': brokenNumbers,
  loops: brokenLoops,
  'names of secrets': brokenSecretNames,
  'types and choices': brokenTypes,
  'habits of elsewhere': brokenHabits,
  'near misses of names': brokenNames,
};

describe.each(Object.entries(tables))('checkWorkflow, of %s', (_, table) => {
  it.each(table)('reports %s', (_what, marked, ...expected) => {
    const { text, places } = unmark(marked);

    const { problems, graph } = check(text);

    const at = (index: number) => places[Math.min(index, places.length - 1)] ?? '';
    const lines = expected.map((problem, index) =>
      problem.startsWith('warning ') ? `${at(index)} ${problem}` : `${at(index)} error ${problem}`,
    );
    expect(problems.map(summary)).toEqual(lines);
    expect(graph === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  });
});

describe('checkWorkflow', () => {
  it('has nothing against a workflow that uses all of the language', () => {
    const { problems, graph } = check(goodText);

    expect(problems).toEqual([]);
    expect([...(graph?.nodes.keys() ?? [])]).toEqual([
      'ask',
      'tell',
      'free',
      'assign',
      'hour',
      'stage',
      'send',
    ]);
  });

  it.each(stepExamples.map((example) => [example.type.type, example] as const))(
    'has nothing against the example of %s, behind those that it names',
    (_, example) => {
      const steps = [...example.before.map((type) => type.example), plainStep(example, 'last')];
      const last = { id: 'last', type: 'emit', event: 'last' };
      const text = JSON.stringify({
        name: 'test',
        objectType: 'contact',
        secrets: example.secrets,
        steps: [...steps, ...(example.type.type === 'end' ? [] : [last])],
      });

      const { problems } = checkWorkflow({
        file: workflowFile,
        text,
        recordsSchema: undefined,
        fileKind: () => 'file',
      });

      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it.each(soundExpressions)('has nothing against %s', (text) => {
    expect(check(typedExpression(text)).problems).toEqual([]);
  });

  it.each([
    ['score', '$steps.first.count'],
    ['score', '$record.newsletter ? 1 : null'],
    ['email', '$string($record.score)'],
    ['email', '$steps.first.mood'],
    ['lifecyclestage', '$steps.first.tone'],
    ['lifecyclestage', "'lead;customer'"],
    ['birthday', '$substring($now(), 0, 10)'],
    ['birthday', '$steps.first.text'],
    ['called_at', '$steps.first.when'],
    ['newsletter', "$steps.first.text = 'x' or $steps.first.isNew"],
    ['score', '$steps.first.any'],
  ])('has nothing against writing into %s: %s', (property, text) => {
    expect(check(typedWrite(property, text)).problems).toEqual([]);
  });

  it('fills in defaults', () => {
    const { graph } = check(
      withSteps('{ "id": "a", "type": "code", "action": "./action.js", "outputs": { "x": "number" } }'),
    );

    expect(graph?.workflow.enrollment).toEqual({ triggers: [], reenroll: false });
    expect(graph?.nodes.get('a')?.step).toMatchObject({
      id: 'a',
      inputs: {},
      outputs: { x: { type: 'number' } },
      secrets: [],
      writes: false,
      onError: 'fail',
    });
  });

  it('accepts a workflow without steps, and says that it does nothing', () => {
    const { problems, graph } = check('{ "name": "test", "objectType": "contact", "steps": [] }');

    expect(problems.map(summary)).toEqual([
      '1:53 warning no-steps | Put a step in: `{ "id": "hello", "type": "emit", "event": "hello" }`.',
    ]);
    expect(graph?.start).toBe('finish');
  });

  it('says nothing of properties where no records.schema.json can be read', () => {
    const { problems } = checkWorkflow({
      file: workflowFile,
      text: goodText.replaceAll('contact', 'anything').replaceAll('email', 'emial'),
      recordsSchema: undefined,
      fileKind: () => 'file',
    });

    expect(problems).toEqual([]);
  });

  it('allows an output of a step that may have run, on whatever way', () => {
    const { problems } = check(
      withSteps(`
        { "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [
          { "id": "b", "type": "code", "action": "./action.js", "outputs": { "x": "string" }, "onError": "continue" }] }] },
        { "id": "c", "type": "emit", "event": "e", "detail": { "x": "{% $steps.b.x & $steps.d.x %}" } },
        { "id": "d", "type": "code", "action": "./action.js", "outputs": { "x": "string" } },
        { "id": "e", "type": "branch", "branches": [{ "when": "{% $steps.d.x = 'again' %}", "steps": [
          { "id": "g", "type": "delay", "for": "1h" }, { "id": "f", "type": "goto", "to": "c" }] }] }`),
    );

    expect(problems).toEqual([]);
  });

  it('says no more of a workflow that is broken than what is sure', () => {
    const { problems } = check(
      withSteps(`
        { "id": "a", "type": "coddling" },
        { "id": "b", "type": "goto", "to": "nowhere" },
        { "id": "c", "type": "emit", "event": "e", "detail": { "x": "{% $steps.a.y & $steps.d.z %}" } },
        { "id": "d", "type": "code", "action": "./action.js", "outputs": 5 }`),
    );

    expect(problems.map(({ code, location }) => `${location.line} ${code}`)).toEqual([
      '6 wrong-value',
      '7 unknown-step',
      '9 wrong-type',
    ]);
  });

  it('counts columns behind Windows line breaks and wide characters as editors do', () => {
    const { problems } = check(
      withSteps('{ "id": "a", "title": "😀", "type": "delai", "for": "1h" }').replaceAll('\n', '\r\n'),
    );

    expect(problems.map(summary)).toEqual(['5:41 error wrong-value | Did you mean `delay`?']);
  });

  it('never throws, whatever the text is', () => {
    const tokens = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"steps"',
      '"id"',
      '"type"',
      '"code"',
      'null',
      '1',
      '\\',
      '\u0000',
      '\ufeff',
      '//',
      '{%',
      '%}',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.array(tokens, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => expectSound(text),
      ),
      { numRuns: 400 },
    );
  });

  it('gives a graph, or problems with places in the file, of whatever is made of a good workflow', () => {
    const cut = fc.tuple(
      fc.nat({ max: goodText.length }),
      fc.nat({ max: 12 }),
      fc.constantFrom('', ',', '"', '{', ']', '$', '{%', 'x', '\n'),
    );
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
        let text = goodText;
        for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
        expectSound(text);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a graph, or problems with places in the file, whatever value stands anywhere', () => {
    const paths = pathsOf(goodWorkflow);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(...paths.map((path) => path.reduce<unknown>(valueIn, goodWorkflow))),
      fc.constantFrom('{% $steps.ask.owner %}', '{% $record %}', 'ask', 'again', 'end', undefined),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, put) => {
        expectSound(JSON.stringify(replaced(goodWorkflow, path, put), undefined, 2) ?? '');
      }),
      { numRuns: 500 },
    );
  });
});

/** A text is sound when it gives a graph, or errors; every place is in the text. */
function expectSound(text: string): void {
  const { problems, graph } = check(text);

  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (const { location, message, remedy } of problems) {
    expect(location.line).toBeGreaterThanOrEqual(1);
    expect(location.column).toBeGreaterThanOrEqual(1);
    expect(location.column).toBeLessThanOrEqual((lines[location.line - 1]?.length ?? -1) + 1);
    expect(message).toMatch(/\S.*[.?]$/s);
    expect(remedy).toMatch(/\S.*[.?]$/s);
    expect(`${message} ${remedy}`).not.toMatch(/undefined|\[object|Invalid input|expected .*, received/);
  }
  expect(graph === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
}
