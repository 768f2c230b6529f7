import type { SourceLocation } from '../problem';

/** The text of a file, which turns offsets into lines and columns. */
export class SourceText {
  /** Offsets at which lines begin. */
  private readonly lineStarts: readonly number[];

  constructor(
    /** The path as a person would type it, relative to the project's folder. */
    readonly file: string,
    readonly text: string,
  ) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.lineStarts = starts;
  }

  /** The line and column of an offset, counted from 1; an offset outside the text is moved to its nearest end. */
  locationAt(offset: number): SourceLocation {
    const inside = Math.min(Math.max(0, offset), this.text.length);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: inside - (this.lineStarts[low] ?? 0) + 1 };
  }
}
