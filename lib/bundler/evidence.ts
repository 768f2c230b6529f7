import { join } from 'node:path';
import type { ContentKind, FileView } from './file-view';

/** The stamp of a folder that is not there. */
export const noFolder = 'none';

/** So many folders may change again and again before new stamps are worth keeping. */
const restlessFolders = 20;

/** A file that a build read: kind, path relative to the project's folder, digest, and the stamp that vouches for it. */
export type Fact = readonly [kind: ContentKind, path: string, digest: string, stamp: string];

/** Names that a build looked for in a folder and that were not there, with the stamp of the folder (or none). */
export type Absence = readonly [folder: string, names: readonly string[], stamp: string];

/** Why a build would come out the same again: what it read still reads so, what it missed is still missing. */
export interface Evidence {
  readonly facts: readonly Fact[];
  readonly absences: readonly Absence[];
}

/**
 * Whether evidence holds: `fresh` where metadata alone vouch for it, else with new stamps, to be kept from now on (a
 * checkout or a restored cache changes every time stamp and nothing else). Undefined where it does not hold.
 */
export function checkEvidence(
  evidence: Evidence,
  view: FileView,
): { readonly evidence: Evidence; readonly fresh: boolean } | undefined {
  let looked = 0;
  const facts: Fact[] = [];
  for (const fact of evidence.facts) {
    const [kind, path, digest, stamp] = fact;
    const now = view.stamp(path, kind);
    if (now === undefined) return undefined;
    if (stamp !== '' && now === stamp) {
      facts.push(fact);
      continue;
    }
    if (view.digest(path, kind) !== digest) return undefined;
    if (now !== stamp) looked += 1;
    facts.push([kind, path, digest, now]);
  }
  let folders = 0;
  const absences: Absence[] = [];
  for (const [folder, names, stamp] of evidence.absences) {
    const now = view.stamp(folder) ?? noFolder;
    if (stamp === '' || now !== stamp) {
      if (names.some((name) => view.exists(join(folder, name)))) return undefined;
      folders += 1;
    }
    absences.push([folder, names, now]);
  }
  // Some folders, such as the one for temporary files, are never at rest; a look at a few names costs less than to
  // keep new stamps each time.
  return { evidence: { facts, absences }, fresh: looked === 0 && folders <= restlessFolders };
}
