import type { ActionDeclaration, OutputDeclaration } from '../../lib/workflow/action-contract';
import { ActionFailure } from './failure';
import type { Mask } from './mask';

/** HubSpot's limit on one output's text (`OUTPUT_VALUES_TOO_LARGE`, "Custom code actions"). */
const longestText = 65_000;
/** Step Functions' limit on a state's payload is 262,144 bytes; the task's result wraps ours in a few of its own. */
const largestTotal = 262_144 - 4_096;

/** HubSpot's state of an action, which it puts among the outputs. */
export const executionState = 'hs_execution_state';
export const expirationDuration = 'hs_expiration_duration';

const stateDeclaration: OutputDeclaration = { type: 'string' };

/** What became of the outputs that an action gave, and what a person should know about it. */
export interface CheckedOutputs {
  readonly outputs: Record<string, unknown>;
  readonly warnings: readonly string[];
}

/**
 * Holds outputs to their declaration: each coerced to its type as HubSpot does, loosely and with a warning; nulls and
 * undeclared ones left out.
 *
 * @param given whatever the action gave as `outputFields`; reading it may do anything
 * @throws ActionFailure for a text over 65,000 characters, for more in all than an execution can carry, for a value
 *   that JSON cannot hold, and for one that holds a secret
 */
export function checkOutputs(given: unknown, declaration: ActionDeclaration, mask: Mask): CheckedOutputs {
  // As entries, so that an output named `__proto__` is one like any other.
  const checked: [string, unknown][] = [];
  const warnings: string[] = [];
  for (const [name, value] of entriesOf(given, warnings)) {
    if (value === undefined || value === null) continue;
    if (name === expirationDuration) continue;
    const declared = name === executionState ? stateDeclaration : declaredAs(name, declaration);
    if (declared === undefined && declaration.undeclaredOutputs !== 'keep') {
      warnings.push(`The output ${name} is not declared in the step's "outputs", and is left out.`);
      continue;
    }
    const [coerced, warning] = coerce(value, declared ?? { type: 'object' }, name);
    if (warning !== undefined) warnings.push(`The output ${name} ${warning}`);
    if (coerced === undefined) continue;
    if (typeof coerced === 'string' && coerced.length > longestText) {
      throw new ActionFailure(
        `OUTPUT_VALUES_TOO_LARGE: the output ${name} is ${coerced.length} characters long; at most ${longestText} are possible. Store it elsewhere and give back where it is.`,
      );
    }
    const secret = declaration.secretOutputs?.includes(name) ? undefined : mask.find(JSON.stringify(coerced));
    if (secret !== undefined) {
      throw new ActionFailure(
        `The output ${name} holds the value of the secret ${secret}, which would then stand in the execution's history.`,
      );
    }
    checked.push([name, coerced]);
  }
  const outputs = Object.fromEntries(checked);
  const size = Buffer.byteLength(JSON.stringify(outputs));
  if (size > largestTotal) {
    throw new ActionFailure(
      `OUTPUT_VALUES_TOO_LARGE: the outputs are ${size} bytes as JSON; an execution can carry ${largestTotal}. Store what is large elsewhere and give back where it is.`,
    );
  }
  return { outputs, warnings };
}

/** Of a step's own declarations only: every object inherits a `constructor` and a `toString`. */
function declaredAs(name: string, { outputs }: ActionDeclaration): OutputDeclaration | undefined {
  return Object.hasOwn(outputs, name) ? outputs[name] : undefined;
}

/** Own properties with their values, read one by one, so that a getter that throws is named. */
function entriesOf(given: unknown, warnings: string[]): [string, unknown][] {
  if (given === undefined || given === null) return [];
  if (typeof given !== 'object' || Array.isArray(given)) {
    warnings.push(
      `outputFields is ${Array.isArray(given) ? 'a list' : `a ${typeof given}`}, not an object: there are no outputs.`,
    );
    return [];
  }
  return Object.keys(given).map((name) => {
    try {
      return [name, Reflect.get(given, name)];
    } catch (error) {
      throw new ActionFailure(`The output ${name} could not be read.`, { cause: error });
    }
  });
}

/** The value in its declared type and a warning where that took more than reading; no value where it is impossible. */
type Coerced = readonly [value: unknown, warning?: string | undefined];

function coerce(value: unknown, declared: OutputDeclaration, name: string): Coerced {
  const plain = plainOf(value, name);
  if (plain === undefined) return impossible(value, declared.type);
  if (plain === null) return [undefined];
  switch (declared.type) {
    case 'string':
    case 'phone':
      return toText(plain, declared.type);
    case 'enumeration':
      return toChoice(plain, declared.choices);
    case 'number':
      return toNumber(plain);
    case 'boolean':
      return toBoolean(plain);
    case 'date':
    case 'datetime':
      return toTime(plain, declared.type);
    case 'object':
      return [withoutNulls(plain instanceof Date ? plain.toISOString() : plain)];
  }
}

function toText(plain: unknown, type: string): Coerced {
  if (typeof plain === 'string') return [plain];
  if (plain instanceof Date)
    return [plain.toISOString(), `is a Date, declared ${type}: given as ISO 8601 text.`];
  if (typeof plain === 'object')
    return [JSON.stringify(plain), `is ${kindOf(plain)}, declared ${type}: given as JSON text.`];
  return [String(plain), `is a ${typeof plain}, declared ${type}: given as text.`];
}

function toChoice(plain: unknown, choices: readonly string[] | undefined): Coerced {
  const [text, warning] = Array.isArray(plain)
    ? [plain.map(choiceText).join(';')]
    : toText(plain, 'enumeration');
  const unknown =
    choices &&
    String(text)
      .split(';')
      .find((choice) => !choices.includes(choice));
  if (unknown !== undefined)
    return [text, `is ${quoted(unknown)}, which is none of its choices (${choices?.join(', ')}).`];
  return [text, warning];
}

/** One of several choices as text; an item that is none as JSON, whatever its own `toString` would do. */
function choiceText(item: unknown): string {
  if (item === null || item === undefined) return '';
  return typeof item === 'object' ? (JSON.stringify(item) ?? '') : String(item);
}

function toNumber(plain: unknown): Coerced {
  if (typeof plain === 'number') return [plain === 0 ? 0 : plain];
  if (plain instanceof Date)
    return [plain.getTime(), 'is a Date, declared number: given as epoch milliseconds.'];
  if (typeof plain === 'boolean') return [Number(plain), 'is a boolean, declared number: given as 0 or 1.'];
  if (typeof plain === 'string') {
    const text = plain.trim();
    if (text === '') return [undefined];
    const number = Number(text);
    if (Number.isFinite(number)) {
      // A number of JSON loses digits, and an id that lost some would be another record's.
      if (/^-?\d{16,}$/.test(text) && !Number.isSafeInteger(number)) {
        return [text, `has more digits than a number can hold, declared number: given as text.`];
      }
      return [number === 0 ? 0 : number, 'is text, declared number: given as a number.'];
    }
  }
  return impossible(plain, 'number');
}

function toBoolean(plain: unknown): Coerced {
  if (typeof plain === 'boolean') return [plain];
  const text = String(plain).trim().toLowerCase();
  if (text === '') return [undefined];
  if (text === 'true' || text === '1') return [true, `is ${kindOf(plain)}, declared boolean: given as true.`];
  if (text === 'false' || text === '0')
    return [false, `is ${kindOf(plain)}, declared boolean: given as false.`];
  return impossible(plain, 'boolean');
}

/** Dates travel as ISO 8601, as the table and the state machine have them; HubSpot's code gives epoch milliseconds. */
function toTime(plain: unknown, type: 'date' | 'datetime'): Coerced {
  if (plain === '') return [undefined];
  const epoch = typeof plain === 'number' || (typeof plain === 'string' && /^-?\d{9,}$/.test(plain));
  const time =
    plain instanceof Date
      ? plain
      : new Date(epoch ? Number(plain) : typeof plain === 'string' ? plain : Number.NaN);
  if (Number.isNaN(time.getTime())) return impossible(plain, type);
  const text = time.toISOString();
  return [type === 'date' ? text.slice(0, 10) : text];
}

function impossible(plain: unknown, type: string): Coerced {
  return [undefined, `is ${kindOf(plain)}, which cannot be a ${type}: left out.`];
}

function kindOf(plain: unknown): string {
  if (Array.isArray(plain)) return 'a list';
  if (typeof plain === 'string') return quoted(plain);
  if (typeof plain === 'function' || typeof plain === 'symbol') return `a ${typeof plain}`;
  return plain !== null && typeof plain === 'object' ? 'an object' : String(plain);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** A date, or what JSON makes of a value (a BigInt becomes its digits); nothing where it can hold none of it. */
function plainOf(value: unknown, name: string): unknown {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  try {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
    const text = JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw new ActionFailure(`The output ${name} cannot be represented as JSON.`, { cause: error });
  }
}

/** Absent and null are one to expressions, of which `$exists(null)` would be true: nulls are dropped from objects, at any depth. JSON has no minus zero. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value === 0 ? 0 : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}
