import type { DocumentPath } from './document-path';
import { pathClash, pathText } from './document-path';
import type { Placeholders } from './placeholders';
import { TokenReader } from './token-reader';

/** The paths of a projection. @throws ServiceError as DynamoDB does */
export function parseProjection(expression: string, placeholders: Placeholders): DocumentPath[] {
  const reader = new TokenReader(expression, 'ProjectionExpression', placeholders);
  const paths = [reader.takePath()];
  while (reader.isSymbol(',')) {
    reader.take();
    paths.push(reader.takePath());
  }
  reader.takeEnd();
  requireApart(paths, reader);
  return paths;
}

/** @throws ServiceError when a path is another one, part of it, or asks for another kind of value at its place */
export function requireApart(paths: readonly DocumentPath[], reader: TokenReader): void {
  for (const [at, two] of paths.entries()) {
    for (const one of paths.slice(0, at)) {
      const clash = pathClash(one, two);
      if (clash === undefined) continue;
      throw reader.error(
        `Two document paths ${clash} with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`,
      );
    }
  }
}
