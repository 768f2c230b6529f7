import type { Edge, StepGraph, StepNode, Target } from './step-graph';

/**
 * The step graph as a Mermaid flowchart, for pull requests and documents: branches are diamonds, jumps and the ways of
 * errors are dotted. Ends with a line break.
 */
export function mermaid(graph: StepGraph): string {
  const { workflow } = graph;
  const nodes = [...graph.nodes.values()];
  const lines = [
    'flowchart TD',
    `  start(["${escaped(`Enroll: ${workflow.title ?? workflow.name}`)}"])`,
    ...nodes.map((node) => `  ${nodeLine(node)}`),
    '  finish(["Finish"])',
    `  start --> ${targetName(graph.start)}`,
    ...nodes.flatMap((node) => node.edges.map((edge) => `  ${edgeLine(node, edge)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function nodeLine({ id, stateName, edges }: StepNode): string {
  const label = `"${escaped(stateName)}"`;
  return `${stepName(id)}${edges.some(({ kind }) => kind === 'when') ? `{${label}}` : `[${label}]`}`;
}

function edgeLine(from: StepNode, edge: Edge): string {
  const arrow = edge.jump || edge.kind === 'error' ? '-.->' : '-->';
  const label = edge.label === undefined ? '' : `|"${escaped(clipped(edge.label))}"|`;
  return `${stepName(from.id)} ${arrow}${label} ${targetName(edge.to)}`;
}

function targetName(target: Target): string {
  return target === 'finish' ? target : stepName(target.step);
}

/** Prefixed, since words such as `end` break a flowchart. */
function stepName(id: string): string {
  return `step_${id}`;
}

function clipped(label: string): string {
  return label.length <= 60 ? label : `${label.slice(0, 59).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A text as Mermaid shows it as it is ("Flowcharts", "Entity codes to escape characters"). */
function escaped(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/["#&<>`\\{}[\]()|;*_~]/g, (character) => `#${character.charCodeAt(0)};`);
}
