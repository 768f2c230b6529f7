import fc from 'fast-check';
import type { Edge, StepGraph, StepNode } from '../../../../lib/workflow/graph/step-graph';
import { check, goodText, withSteps } from '../check/fixtures';

/** The graph of a workflow that must have one. */
function graphOf(steps: string): StepGraph {
  const { graph, problems } = check(withSteps(steps));
  if (graph === undefined) throw new Error(JSON.stringify(problems));
  return graph;
}

function target({ to }: Edge): string {
  return to === 'finish' ? 'finish' : to.step;
}

/** The edges in short: `a when0 -> b (jump, stale)`. */
function edgesOf(graph: StepGraph): string[] {
  return [...graph.nodes.values()].flatMap((node) =>
    node.edges.map((edge) => {
      const marks = [edge.jump ? 'jump' : '', edge.stale ? 'stale' : '']
        .filter((mark) => mark !== '')
        .join(', ');
      return `${node.id} ${edge.kind}${edge.arm ?? ''} -> ${target(edge)}${marks && ` (${marks})`}`;
    }),
  );
}

const code = (id: string, more = '') => `{ "id": "${id}", "type": "code", "action": "./action.js"${more} }`;
const reads = (id: string) => code(id, ', "inputs": { "x": "{% $record.email %}" }');
const wait = (id: string) => `{ "id": "${id}", "type": "delay", "for": "1d" }`;
const set = (id: string) => `{ "id": "${id}", "type": "setProperties", "properties": { "country": "ES" } }`;

describe('buildStepGraph, of ways', () => {
  it.each([
    ['nothing', '', []],
    ['a row', `${code('a')}, ${code('b')}`, ['a next -> b', 'b next -> finish']],
    ['an end in the middle of a row', `${code('a')}, { "id": "stop", "type": "end" }`, ['a next -> finish']],
    [
      'an arm that goes on behind the branch, and one that ends',
      `{ "id": "a", "type": "branch", "branches": [
          { "when": "{% true %}", "steps": [${code('b')}] },
          { "when": "{% false %}", "steps": [{ "id": "stop", "type": "end" }] },
          { "when": "{% false %}", "steps": [] }] }, ${code('c')}`,
      ['a when0 -> b', 'a when1 -> finish', 'a when2 -> c', 'a else -> c', 'b next -> c', 'c next -> finish'],
    ],
    [
      'an else',
      `{ "id": "a", "type": "branch", "value": "{% 1 %}", "branches": [{ "equals": 1, "steps": [] }], "else": [${code('b')}] }`,
      ['a when0 -> finish', 'a else -> b', 'b next -> finish'],
    ],
    [
      'onError that continues',
      `${code('a', ', "onError": "continue"')}, ${code('b')}`,
      ['a next -> b', 'a error -> b', 'b next -> finish'],
    ],
    [
      'a path of onError, which goes on behind the step',
      `${code('a', `, "onError": [${code('b')}, ${code('c')}]`)}, ${code('d')}`,
      ['a next -> d', 'a error -> b', 'b next -> c', 'c next -> d', 'd next -> finish'],
    ],
    ['an empty path of onError', code('a', ', "onError": []'), ['a next -> finish', 'a error -> finish']],
    [
      'a goto, and a goto to a goto',
      `${code('a', ', "pause": true')}, { "id": "b", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [
          { "id": "c", "type": "goto", "to": "d" }] }] }, { "id": "d", "type": "goto", "to": "a" }`,
      ['a next -> b (stale)', 'b when0 -> a (jump, stale)', 'b else -> a (jump, stale)'],
    ],
    [
      'a goto to an end',
      `{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [
          { "id": "b", "type": "goto", "to": "stop" }] }] }, ${code('c')}, { "id": "stop", "type": "end" }`,
      ['a when0 -> finish (jump, stale)', 'a else -> c', 'c next -> finish'],
    ],
  ])('leads %s', (_, steps, edges) => {
    expect(edgesOf(graphOf(steps))).toEqual(edges);
  });

  it('starts past a goto, and finishes at once where there is nothing else', () => {
    const past = graphOf(
      `{ "id": "a", "type": "goto", "to": "c" }, { "id": "b", "type": "end" }, ${code('c')}, { "id": "d", "type": "goto", "to": "b" }`,
    );

    expect(past.start).toEqual({ step: 'c' });
    expect(graphOf('{ "id": "a", "type": "end" }').start).toBe('finish');
  });

  it('says in whose paths of onError a step stands, the innermost last', () => {
    const graph = graphOf(
      code(
        'a',
        `, "onError": [${code(
          'b',
          `, "onError": [
      { "id": "c", "type": "branch", "branches": [{ "when": "{% $error.name = 'x' %}", "steps": [${code('d')}] }] }]`,
        )}]`,
      ),
    );

    expect([...graph.nodes.values()].map(({ id, errorPathOf }) => [id, errorPathOf])).toEqual([
      ['a', []],
      ['b', ['a']],
      ['c', ['a', 'b']],
      ['d', ['a', 'b']],
    ]);
  });

  it('says where each step stands in the file, and which read the record', () => {
    const graph = graphOf(`${reads('a')},\n  ${code('b', ', "inputs": { "x": "$record.email" }')}`);

    expect(graph.nodes.get('a')).toMatchObject({ readsRecord: true, location: { line: 5, column: 5 } });
    expect(graph.nodes.get('b')).toMatchObject({ readsRecord: false, location: { line: 6, column: 3 } });
  });
});

describe('buildStepGraph, of stale records', () => {
  it.each([
    ['is not behind a code step', `${code('a')}, ${reads('b')}`, ['a next -> b', 'b next -> finish']],
    ['is behind a delay', `${wait('a')}, ${reads('b')}`, ['a next -> b (stale)', 'b next -> finish']],
    [
      'is behind a code step that writes, and when it failed too',
      `${code('a', ', "writes": true, "onError": "continue"')}, ${reads('b')}`,
      ['a next -> b (stale)', 'a error -> b (stale)', 'b next -> finish'],
    ],
    [
      'is passed on by steps that do not read it',
      `${wait('a')}, ${code('b')}, ${code('c')}, ${reads('d')}, ${reads('e')}`,
      [
        'a next -> b (stale)',
        'b next -> c (stale)',
        'c next -> d (stale)',
        'd next -> e',
        'e next -> finish',
      ],
    ],
    [
      'is not behind setProperties, which brings the new one',
      `${wait('a')}, ${set('b')}, ${reads('c')}`,
      ['a next -> b (stale)', 'b next -> c', 'c next -> finish'],
    ],
    [
      'is behind setProperties that failed, where it was before',
      `${wait('a')}, { "id": "b", "type": "setProperties", "properties": { "country": "ES" }, "onError": "continue" }, ${reads('c')}`,
      ['a next -> b (stale)', 'b next -> c', 'b error -> c (stale)', 'c next -> finish'],
    ],
    [
      'is where one of two ways made it so',
      `{ "id": "a", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [${wait('b')}] }] }, ${code('c')}, ${reads('d')}`,
      ['a when0 -> b', 'a else -> c', 'b next -> c (stale)', 'c next -> d (stale)', 'd next -> finish'],
    ],
    [
      'is in a loop, from its second round on',
      `${code('a')}, ${code('b')}, { "id": "c", "type": "branch", "branches": [{ "when": "{% $record.score = 1 %}", "steps": [
         { "id": "d", "type": "goto", "to": "a" }] }] }`,
      ['a next -> b (stale)', 'b next -> c (stale)', 'c when0 -> a (jump, stale)', 'c else -> finish'],
    ],
  ])('a record %s', (_, steps, edges) => {
    expect(edgesOf(graphOf(steps))).toEqual(edges);
  });

  it('agrees with every walk through the graph', () => {
    fc.assert(
      fc.property(workflows, (steps) => {
        const graph = check(withSteps(steps)).graph;
        // A workflow of which a part is unreachable has none.
        fc.pre(graph !== undefined);
        if (graph === undefined) return;

        const found = staleByWalking(graph);

        for (const node of graph.nodes.values()) {
          const expected = node.edges.map((_, index) => found.has(`${node.id} ${index}`));
          expect(node.edges.map(({ stale }) => stale)).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Every edge on which a walk from the start can have a stale record, by looking at every state of the walk. */
function staleByWalking(graph: StepGraph): ReadonlySet<string> {
  const stale = new Set<string>();
  const seen = new Set<string>();
  const walk = (node: StepNode, entered: boolean): void => {
    const key = `${node.id} ${entered}`;
    if (seen.has(key)) return;
    seen.add(key);
    const held = entered && !node.readsRecord;
    node.edges.forEach((edge, index) => {
      const failed = edge.kind === 'error';
      const { type } = node.step;
      const makesStale = type === 'delay' || (node.step.type === 'code' && node.step.writes);
      const bringsNew = type === 'setProperties' && !failed;
      const isStale = edge.jump || makesStale || (held && !bringsNew);
      if (isStale) stale.add(`${node.id} ${index}`);
      const next = edge.to === 'finish' ? undefined : graph.nodes.get(edge.to.step);
      if (next !== undefined) walk(next, isStale);
    });
  };
  const start = graph.start === 'finish' ? undefined : graph.nodes.get(graph.start.step);
  if (start !== undefined) walk(start, false);
  return stale;
}

/** Workflows of a few steps, with branches, paths of onError and gotos. */
const workflows: fc.Arbitrary<string> = (() => {
  const kinds = fc.constantFrom(
    'plain',
    'reads',
    'writes',
    'wait',
    'set',
    'continue',
    'path',
    'branch',
    'goto',
    'end',
  );
  const shape = fc.array(fc.tuple(kinds, fc.nat(9), kinds), { minLength: 2, maxLength: 8 });
  return shape.map((rows) =>
    rows
      .map(([kind, number, inner], index) =>
        stepText(
          kind,
          `s${index}`,
          number % rows.length,
          stepText(inner, `n${index}`, number % rows.length, ''),
        ),
      )
      .join(', '),
  );
})();

function stepText(kind: string, id: string, goto: number, inner: string): string {
  switch (kind) {
    case 'reads':
      return reads(id);
    case 'writes':
      return code(id, ', "writes": true');
    case 'wait':
      return wait(id);
    case 'set':
      return set(id);
    case 'continue':
      return `{ "id": "${id}", "type": "setProperties", "properties": { "country": "ES" }, "onError": "continue" }`;
    case 'path':
      return code(id, `, "onError": [${inner}]`);
    case 'branch':
      return `{ "id": "${id}", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [${inner}] }] }`;
    case 'goto':
      return `{ "id": "${id}", "type": "branch", "branches": [{ "when": "{% $record.score = 1 %}", "steps": [{ "id": "${id}g", "type": "goto", "to": "s${goto}" }] }] }`;
    case 'end':
      return `{ "id": "${id}", "type": "branch", "branches": [{ "when": "{% true %}", "steps": [{ "id": "${id}e", "type": "end" }] }] }`;
    default:
      return code(id);
  }
}

describe('buildStepGraph', () => {
  it('gives the same graph for the same text', () => {
    expect(JSON.stringify([...(check(goodText).graph?.nodes ?? [])])).toBe(
      JSON.stringify([...(check(goodText).graph?.nodes ?? [])]),
    );
  });

  it('knows the properties of the object type', () => {
    expect(check(goodText).graph?.properties?.get('score')?.type).toBe('number');
  });
});
