import {
  type BrokenWorkflow,
  brokenExpressions,
  brokenFiles,
  brokenFlows,
  brokenShapes,
  brokenSyntax,
  brokenTriggers,
} from './broken-workflows';
import { check, summary, unmark } from './fixtures';

const tables: Readonly<Record<string, readonly BrokenWorkflow[]>> = {
  syntax: brokenSyntax,
  'keys and values': brokenShapes,
  triggers: brokenTriggers,
  'files and secrets': brokenFiles,
  'ids, ways and properties': brokenFlows,
  expressions: brokenExpressions,
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
