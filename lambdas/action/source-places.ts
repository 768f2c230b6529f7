import { readFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { originalPlace, type SourceMap, type SourcePlace } from './source-map';

/** Kept, so that the map is read once. */
let known: SourcePlaces | undefined;

/** The places of a bundle. */
export function placesOf(file: string): SourcePlaces {
  if (known?.file !== file) known = new SourcePlaces(file);
  return known;
}

/** Translates places of the bundle in a text to places in the user's own files, by the map that lies beside it. */
export class SourcePlaces {
  private map: SourceMap | undefined;
  private wasRead = false;

  /** @param file path of the bundle, as it stands in stack traces */
  constructor(readonly file: string) {}

  /** The first place in the user's own files that a stack trace names. */
  first(stack: string): SourcePlace | undefined {
    for (const [, line, column] of stack.matchAll(this.pattern())) {
      const place = this.translate(Number(line), Number(column));
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** The text with every place of the bundle that is the user's own named as the user knows it. */
  translateAll(text: string): string {
    if (!text.includes(this.file)) return text;
    return text.replace(this.pattern(), (whole, line, column) => {
      const place = this.translate(Number(line), Number(column));
      return place === undefined ? whole : `${place.file}:${place.line}:${place.column}`;
    });
  }

  /** The frames of a stack trace, places translated, without those of the wrapper and of Node. */
  frames(stack: string): string[] {
    const wrapper = `${dirname(this.file)}${sep}index.js`;
    const isOwn = (line: string) =>
      line.startsWith('at ') && ![wrapper, '.part.js:', '(node:'].some((other) => line.includes(other));
    return this.translateAll(stack)
      .split('\n')
      .map((line) => line.trim())
      .filter(isOwn)
      .slice(0, 20);
  }

  private pattern(): RegExp {
    return new RegExp(`(?:file://)?${this.file.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');
  }

  private translate(line: number, column: number): SourcePlace | undefined {
    if (!this.wasRead) {
      this.wasRead = true;
      try {
        this.map = JSON.parse(readFileSync(`${this.file}.map`, 'utf8'));
      } catch {
        // no map, or none that can be read: places stay as they are
      }
    }
    const place = this.map && originalPlace(this.map, line, column);
    return place?.file.includes('node_modules/') ? undefined : place;
  }
}
