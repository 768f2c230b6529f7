import type { z } from 'zod';
import type { StepPath } from './step-check';
import { stepAlone, stepTypeMeant } from './step-schema';
import type { Step, StepType } from './step-type';

type Issue = z.core.$ZodIssue;

/** A step by itself, as far as it can be read. */
export interface ReadStep {
  /** Undefined where too much is wrong. What its lists hold is not read. */
  readonly step: Step | undefined;
  /** The places in it that are wrong: something else stands there in `step`, or nothing. */
  readonly mended: readonly StepPath[];
}

/** How many mistakes of one step are mended before it counts as unreadable. */
const mostMistakes = 20;

/**
 * Reads a step, and what is right of one in which something is wrong: so that one mistake hides no other. A wrong value
 * is left out, or its type says what stands in for it.
 */
export function readStep(raw: unknown): ReadStep {
  const type = typeOf(raw);
  const mended: StepPath[] = [];
  let value = raw;
  while (mended.length <= mostMistakes) {
    const parsed = stepAlone.safeParse(value);
    if (parsed.success) return { step: parsed.data, mended };
    const wrong = type === undefined ? undefined : wrongPlaces(parsed.error.issues);
    if (type === undefined || wrong === undefined) break;
    for (const place of wrong) {
      const standIn = standInFor(place, type);
      if (standIn === 'unreadable') return { step: undefined, mended: [] };
      value = withValue(value, place, standIn);
      mended.push(place);
    }
  }
  return { step: undefined, mended: [] };
}

function typeOf(raw: unknown): StepType | undefined {
  return typeof raw === 'object' && raw !== null && 'type' in raw ? stepTypeMeant(raw.type) : undefined;
}

/** Where a schema finds something wrong; undefined where that is the whole, or the name of a key. */
function wrongPlaces(issues: readonly Issue[]): readonly StepPath[] | undefined {
  const places: StepPath[] = [];
  for (const issue of issues) {
    const at = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') places.push(...issue.keys.map((key) => [...at, key]));
    else if (issue.code === 'invalid_union' && at.length === 0) {
      const inner = wrongPlaces(issue.errors.flat());
      if (inner === undefined) return undefined;
      places.push(...inner);
    } else if (at.length === 0 || issue.code === 'invalid_key') return undefined;
    else places.push(at);
  }
  return places;
}

function standInFor(place: StepPath, type: StepType): ReturnType<NonNullable<StepType['standIn']>> {
  if (place.length === 1 && place[0] === 'id') return { value: 'unread' };
  if (place.length === 1 && place[0] === 'type') return { value: type.type };
  const own = type.standIn?.(place);
  if (own !== undefined) return own;
  // Without an item the others would have other places.
  return typeof place.at(-1) === 'number' ? 'unreadable' : undefined;
}

/** A copy with something else at a place, or nothing. */
function withValue(
  value: unknown,
  [key, ...rest]: StepPath,
  put: { readonly value: unknown } | undefined,
): unknown {
  if (key === undefined) return put?.value;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? withValue(item, rest, put) : item));
  }
  const members = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const [, old] = members.find(([name]) => name === key) ?? [];
  const others = members.filter(([name]) => name !== key);
  if (rest.length === 0 && put === undefined) return Object.fromEntries(others);
  return Object.fromEntries([...others, [key, withValue(old, rest, put)]]);
}
