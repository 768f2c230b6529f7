import type { DataFlow } from './data-flow';
import { isObject } from './json';
import type { PreparedFlow } from './visit';

/** A place in a definition, and what was found wrong so far. */
export class Place {
  constructor(
    readonly pointer: string,
    private readonly problems: { pointer: string; message: string }[],
  ) {}

  /** The place of a field or an item. */
  at(...keys: (string | number)[]): Place {
    const escaped = keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    return new Place(this.pointer + escaped.join(''), this.problems);
  }

  /** Notes a problem; the definition is refused once all are known. */
  problem(message: string): void {
    this.problems.push({ pointer: this.pointer, message });
  }

  /** The object that is wanted here, or an empty one and a problem. */
  object(value: unknown): Record<string, unknown> {
    if (isObject(value)) return value;
    this.problem('must be an object');
    return {};
  }

  /** The list that is wanted here, or an empty one and a problem. */
  list(value: unknown): unknown[] {
    if (Array.isArray(value)) return value;
    this.problem('must be a list');
    return [];
  }

  /** The list of at least one item that is wanted here, or what there is and a problem. */
  filledList(value: unknown): unknown[] {
    const list = this.list(value);
    if (Array.isArray(value) && list.length === 0) this.problem('must not be empty');
    return list;
  }

  /** The text that is wanted here, or an empty one and a problem. */
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    this.problem('must be a string');
    return '';
  }
}

/** What a state is prepared from. */
export interface Preparation {
  readonly name: string;
  readonly definition: Record<string, unknown>;
  readonly place: Place;
  readonly data: DataFlow;
  /** `Next`, or undefined for `End`. */
  readonly next: string | undefined;
  /** Prepares a workflow inside this state: a branch, an item processor. */
  flow(definition: unknown, place: Place): PreparedFlow;
}
