import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/** Something that a claim is checked against. */
export interface Source {
  readonly what: string;
  /** Whether we did not write it. */
  readonly independent: boolean;
  /** Where its version is pinned: a file, and the names of its packages there. */
  readonly pinned?: readonly [file: string, ...packages: string[]];
}

/** Something that we say of AWS. */
export interface Claim {
  /** Stands in brackets at the end of the titles of the tests that check it: `… [retention, versions]`. */
  readonly id: string;
  readonly area: string;
  readonly claim: string;
  /** Names of sources. */
  readonly by: readonly string[];
  /** The files of this suite in which it is tested. */
  readonly tests?: readonly string[];
  /** Tests of other suites that check it, by a part of their text. */
  readonly elsewhere?: readonly { readonly file: string; readonly text: string }[];
  /** The Jest project all of whose tests check it. */
  readonly wholeSuite?: string;
  /** What of it is our belief all the same. */
  readonly belief?: string;
  /** What the check leaves out. */
  readonly limits?: string;
}

/** Something that only AWS could show. */
export interface Belief {
  readonly belief: string;
  /** The file that builds on it, and a part of its text, so that a belief which nobody holds any more is found. */
  readonly in: string;
  readonly text: string;
  /** From where we have it. */
  readonly source: string;
  /** What comes of it where it is wrong. */
  readonly wrong: string;
  /** How to see it in an account. */
  readonly look: string;
}

/** All that we say of AWS, and what nothing here can check. */
export interface Claims {
  readonly sources: Readonly<Record<string, Source>>;
  readonly claims: readonly Claim[];
  readonly beliefs: readonly Belief[];
}

/** The claims of the project. */
export function readClaims(): Claims {
  return JSON.parse(readFileSync(join(packageRoot(), 'test/cloud/claims/claims.json'), 'utf8'));
}

/** The ids at the end of a test's title. */
export function claimsInTitle(title: string): string[] {
  const ids = /\[([a-z, -]+)\]$/.exec(title)?.[1];
  return ids === undefined ? [] : ids.split(', ');
}
