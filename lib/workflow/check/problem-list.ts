import type { Node } from 'jsonc-parser';
import type { Problem } from '../problem';
import type { JsonDocument, JsonPath } from '../source/json-document';

/** What is wrong, without the place. */
export interface Finding {
  readonly severity?: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Collects the problems of one document, each with its place in the file. */
export class ProblemList {
  private problems: Problem[] = [];

  constructor(readonly document: JsonDocument) {
    this.problems.push(...document.problems);
  }

  /** Reports something at the value that stands at a path, or at the nearest thing around it. */
  atValue(path: JsonPath, finding: Finding): void {
    this.atOffset(this.document.valueOffset(path), finding);
  }

  /** Reports something at the key that a path ends with. */
  atKey(path: JsonPath, finding: Finding): void {
    this.atOffset(this.document.keyOffset(path), finding);
  }

  /** Reports something at a character of a string value. */
  inString(node: Node, index: number, finding: Finding): void {
    this.atOffset(this.document.characterOffset(node, index), finding);
  }

  atOffset(offset: number, { severity = 'error', ...finding }: Finding): void {
    this.problems.push({ severity, ...finding, location: this.document.source.locationAt(offset) });
  }

  /** Takes back what was said of the form or the type of a text, when something better is to be said of it. */
  supersedeForm(node: Node): void {
    const { line, column } = this.document.source.locationAt(node.offset);
    this.problems = this.problems.filter(
      ({ code, location }) =>
        !(
          location.line === line &&
          location.column === column &&
          (code === 'wrong-form' || code === 'wrong-value' || code === 'wrong-type')
        ),
    );
  }

  /** Whether a key on a path has been reported as unknown: nothing more is to be said of what stands below it. */
  isBelowUnknownKey(path: JsonPath): boolean {
    return path.some((_, index) => {
      const { line, column } = this.document.source.locationAt(
        this.document.keyOffset(path.slice(0, index + 1)),
      );
      return this.problems.some(
        ({ code, location }) =>
          code === 'unknown-key' && location.line === line && location.column === column,
      );
    });
  }

  /** Whether something has been said of the value at a path itself. */
  isReported(path: JsonPath): boolean {
    return this.isReportedAt(this.document.valueOffset(path));
  }

  /** Whether something has been said of what stands at an offset. */
  isReportedAt(offset: number): boolean {
    const { line, column } = this.document.source.locationAt(offset);
    return this.problems.some(({ location }) => location.line === line && location.column === column);
  }

  hasErrors(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  /** In the order of the file. */
  sorted(): readonly Problem[] {
    return this.problems.toSorted(
      (a, b) => a.location.line - b.location.line || a.location.column - b.location.column,
    );
  }
}
