import { dirname, relative, resolve, sep } from 'node:path';
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { isPackageFile } from './reachable-inputs';

interface RawSourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/**
 * The source map of a bundle, reduced to the user's own files: small (a large package's map would cost half a second
 * and 140 MB at the first stack trace), and free of the build machine's paths.
 *
 * A version 3 source map whose `sources` are relative to the project's folder, with forward slashes, without
 * `sourcesContent` and `names`. Where a package's code begins, a segment without a source says so: a position there
 * must not be taken for the user's line before it.
 *
 * @param map what esbuild wrote
 * @param mapFile absolute path of the map; its sources are relative to that file's folder
 * @param projectDirectory absolute
 */
export function ownSourceMap(map: RawSourceMap, mapFile: string, projectDirectory: string): string {
  const folder = dirname(mapFile);
  const files = map.sources.map((source) =>
    relative(projectDirectory, resolve(folder, source)).split(sep).join('/'),
  );
  const sources = files.filter((file) => !isPackageFile(file)).sort();
  const renumbered = files.map((file) => (isPackageFile(file) ? undefined : sources.indexOf(file)));
  const mappings = decode(map.mappings).map((line) => ownSegments(line, renumbered));
  return JSON.stringify({ version: 3, sources, names: [], mappings: encode(mappings) });
}

function ownSegments(
  line: readonly SourceMapSegment[],
  renumbered: readonly (number | undefined)[],
): SourceMapMappings[number] {
  const own: SourceMapSegment[] = [];
  // A line begins unmapped.
  let mapped = false;
  for (const segment of line) {
    const source = segment.length === 1 ? undefined : renumbered[segment[1]];
    if (segment.length !== 1 && source !== undefined) {
      own.push([segment[0], source, segment[2], segment[3]]);
      mapped = true;
    } else if (mapped) {
      own.push([segment[0]]);
      mapped = false;
    }
  }
  return own;
}
