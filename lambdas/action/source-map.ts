/** The parts of a source map (ECMA-426) that are read. */
export interface SourceMap {
  readonly sources: readonly (string | null)[];
  readonly sourceRoot?: string;
  readonly mappings: string;
}

/** A place in a file that a person wrote; line and column begin at 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Where a place of the generated file comes from; `undefined` where the map says nothing of it, as of a library when
 * the map holds the user's own files only. Read from the start each time: it is needed once, after an error.
 */
export function originalPlace(map: SourceMap, line: number, column: number): SourcePlace | undefined {
  const state = [0, 0, 0, 0, 0]; // generated column, source, original line, original column, name
  const lines = map.mappings.split(';');
  let found: readonly number[] | undefined;
  for (let index = 0; index < line && index < lines.length; index += 1) {
    state[0] = 0;
    for (const segment of (lines[index] ?? '').split(',')) {
      if (segment === '') continue;
      const fields = decode(segment);
      fields.forEach((delta, field) => {
        state[field] = (state[field] ?? 0) + delta;
      });
      if (index < line - 1) continue;
      if ((state[0] ?? 0) > column - 1) return placeOf(map, found);
      found = fields.length >= 4 ? [...state] : undefined;
    }
  }
  return placeOf(map, found);
}

function placeOf(map: SourceMap, segment: readonly number[] | undefined): SourcePlace | undefined {
  const [, source = 0, line = 0, column = 0] = segment ?? [];
  const file = segment && map.sources[source];
  if (!file) return undefined;
  return {
    file: `${map.sourceRoot ?? ''}${file}`.replace(/^(\.{0,2}\/)+/, ''),
    line: line + 1,
    column: column + 1,
  };
}

/** Base 64 VLQ: five bits a digit, the sixth says that more follow, the lowest of the number is its sign. */
function decode(segment: string): number[] {
  const fields: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = digits.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    fields.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return fields;
}
