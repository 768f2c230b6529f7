import { mermaid } from '../../../../lib/workflow/graph/mermaid';
import { check, goodText, withSteps } from '../check/fixtures';

function chartOf(text: string): string {
  const { graph, problems } = check(text);
  if (graph === undefined) throw new Error(JSON.stringify(problems));
  return mermaid(graph);
}

describe('mermaid', () => {
  it('draws branches as diamonds, jumps and errors dotted, and labels', () => {
    expect(chartOf(goodText)).toBe(`flowchart TD
  start(["Enroll: Everything"])
  step_ask["Ask"]
  step_tell["tell"]
  step_free{"free"}
  step_assign["assign"]
  step_hour["hour"]
  step_stage{"stage"}
  step_send["send"]
  finish(["Finish"])
  start --> step_ask
  step_ask --> step_free
  step_ask -.->|"on error"| step_tell
  step_tell --> finish
  step_free -->|"Yes"| step_assign
  step_free -->|"else"| step_hour
  step_assign --> step_stage
  step_hour -.-> step_ask
  step_stage -->|"lead, lead#59;customer"| step_send
  step_stage -->|"customer"| finish
  step_stage -->|"else"| step_send
  step_send --> finish
`);
  });

  // "Flowcharts", "Entity codes to escape characters": #<decimal>; stands for a character.
  it('writes what Mermaid would read as its own as entity codes', () => {
    const chart = chartOf(
      withSteps('{ "id": "end", "type": "delay", "for": "1d", "title": "\\"]; #end <b>`x`</b> & {y}" }'),
    );

    expect(chart).toContain('step_end["#34;#93;#59; #35;end #60;b#62;#96;x#96;#60;/b#62; #38; #123;y#125;"]');
  });

  it('shortens the label of a long condition', () => {
    const chart = chartOf(
      withSteps(
        `{ "id": "a", "type": "branch", "branches": [{ "when": "{% $record.country = '${'x'.repeat(100)}' %}", "steps": [] }] }`,
      ),
    );

    expect(chart).toMatch(/-->\|"\$record\.country = 'x+…"\| finish/);
  });
});
