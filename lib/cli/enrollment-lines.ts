import type { EventTrigger, Workflow } from '../workflow/workflow';

/** So many workflows are listed; a project may have hundreds. */
const listedAtMost = 20;

/** The longest filter or condition that is shown whole, in characters. */
const shownLength = 80;

/** What enrolls into each workflow, a line each: `welcome: a contact enrolls by record.created from crm`. */
export function enrollmentLines(workflows: readonly Workflow[]): readonly string[] {
  const lines = workflows.slice(0, listedAtMost).map(enrollmentLine);
  const more = workflows.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more workflows`] : lines;
}

function enrollmentLine({ name, objectType, enrollment: { triggers, where } }: Workflow): string {
  if (triggers.length === 0) return `${name}: no event enrolls a ${objectType}; a person starts it`;
  const condition = where === undefined ? '' : `, where ${shorten(where.replace(/\s+/g, ' '))}`;
  return `${name}: a ${objectType} enrolls by ${triggers.map(spoken).join(' or ')}${condition}`;
}

function spoken({ event, source, filter }: EventTrigger): string {
  const from = source === undefined ? '' : ` from ${source}`;
  return `${event}${from}${filter === undefined ? '' : ` with ${shorten(JSON.stringify(filter))}`}`;
}

function shorten(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}…`;
}
