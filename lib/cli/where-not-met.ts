import { parseExpression } from '../workflow/expression/parse-expression';
import type { StepGraph } from '../workflow/graph/step-graph';

/** The longest value that is shown whole, in characters. */
const shownLength = 60;

/** What a condition was evaluated for. */
export interface WhereSubject {
  /** The record's properties, or those that the event brings for one that is unknown. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly objectType: string;
  readonly objectId: string;
  /** `$trigger`; undefined where a person started the run. */
  readonly event: object | undefined;
}

/**
 * Why `enrollment.where` does not hold: where it stands, as its author wrote it, and what each name in it was.
 *
 * @returns lines; none for a workflow without the condition
 */
export function whereNotMet(
  { workflow, locate }: Pick<StepGraph, 'workflow' | 'locate'>,
  { properties, event, ...names }: WhereSubject,
): readonly string[] {
  const { where } = workflow.enrollment;
  if (where === undefined) return [];
  const { file, line, column } = locate(['enrollment', 'where']);
  const { recordProperties, references } = parseExpression(where);
  const record = { ...names, ...properties };
  const values = new Map(
    recordProperties.map(({ value }) => [`$record.${value}`, spoken(valueAt(record, [value]))]),
  );
  for (const { kind, names: path } of references) {
    if (kind !== 'trigger') continue;
    const keys = path.map(({ value }) => value);
    if (event === undefined) values.set('$trigger', 'absent, since no event came');
    else if (keys.length > 0) values.set(['$trigger', ...keys].join('.'), spoken(valueAt(event, keys)));
  }
  const here = [...values].map(([name, value]) => `${name} is ${value}`);
  return [`${file}:${line}:${column} ${where}`, ...(here.length === 0 ? [] : [`here ${here.join('; ')}`])];
}

function valueAt(inside: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return inside;
  if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, first)) return undefined;
  return valueAt(Object.entries(inside).find(([key]) => key === first)?.[1], rest);
}

function spoken(value: unknown): string {
  if (value === undefined || value === null) return 'absent';
  const text = JSON.stringify(value);
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}…`;
}
