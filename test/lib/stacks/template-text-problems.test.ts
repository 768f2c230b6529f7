import { compileWorkflow } from '../../../lib/compiler';
import { templateTextProblems } from '../../../lib/stacks/template-text-problems';
import { checkWorkflow } from '../../../lib/workflow/check/check-workflow';
import { unmark, withSteps } from '../workflow/check/fixtures';

/** What is said of a text with marks, and the places of the marks. */
function problemsOf(marked: string) {
  const { text, places } = unmark(marked);
  const { graph, problems } = checkWorkflow({
    file: 'workflows/test/workflow.json',
    text,
    recordsSchema: undefined,
    fileKind: () => 'file',
  });
  if (graph === undefined) throw new Error(JSON.stringify(problems));
  const found = templateTextProblems(graph, compileWorkflow(graph)).map(
    ({ severity, code, location: { line, column } }) => `${line}:${column} ${severity} ${code}`,
  );
  return { found, places };
}

const stop = '{ "id": "stop", "type": "end" }';

describe('templateTextProblems', () => {
  it.each([
    ['the title of the workflow', withSteps(stop, '\n  "title": "Hi ‸${name}",')],
    [
      'the title of a code step, behind an escape',
      withSteps('{ "id": "a", "type": "code", "title": "\\"Hi\\" ‸{{resolve:x}}", "action": "./a.js" }'),
    ],
    [
      'the filter of a trigger',
      withSteps(
        stop,
        '\n  "enrollment": { "triggers": [{ "event": "e" }, { "event": "f", "filter": { "x": ["a", { "prefix": "‸#{b}" }] } }] },',
      ),
    ],
    [
      'a key of a filter, at its value',
      withSteps(stop, '\n  "enrollment": { "triggers": [{ "event": "e", "filter": { "${x}": ‸["a"] } }] },'),
    ],
    ['the event of a trigger', withSteps(stop, '\n  "enrollment": { "triggers": [{ "event": "‸${e}" }] },')],
  ])('points at what CloudFormation would take for its own in %s', (_, text) => {
    const { found, places } = problemsOf(text);

    expect(found).toEqual(places.map((place) => `${place} error unsafe-text`));
  });

  it('warns, at the trigger, of a pattern that is longer than EventBridge takes', () => {
    const many = JSON.stringify(Array.from({ length: 300 }, (_, index) => `value-${index}`));
    const { found, places } = problemsOf(
      withSteps(stop, `\n  "enrollment": { "triggers": [‸{ "event": "e", "filter": { "x": ${many} } }] },`),
    );

    expect(found).toEqual([`${places[0]} warning long-pattern`]);
  });

  it('has nothing against such text in the title of a step without a template of its own', () => {
    expect(
      problemsOf(withSteps('{ "id": "a", "type": "emit", "title": "${x}", "event": "e" }')).found,
    ).toEqual([]);
  });
});
