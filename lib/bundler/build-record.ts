import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../workflow/problem';
import type { OutputFormat } from './build-options';
import type { Evidence } from './evidence';
import { sha256 } from './file-view';
import type { PlacedRead } from './undeclared-secrets';

/** A file of a bundle, by its content. */
export interface StoredFile {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** What is kept of a build, so that it need not be done again. */
export interface BuildRecord {
  readonly format: OutputFormat;
  readonly code: StoredFile;
  readonly map: StoredFile | undefined;
  /** Of a build that succeeded: a warm synth repeats them. */
  readonly warnings: readonly Problem[];
  /** Of the environment, in the author's own files: whether a step lacks a secret is up to each step. */
  readonly reads: readonly PlacedRead[];
  readonly own: Evidence;
  /** Name of the evidence about packages, kept once for all actions that use the same ones. */
  readonly packages: string;
}

/** Whole or not at all, whoever else writes the same file or is killed meanwhile. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.draft`;
  writeFileSync(draft, content);
  moveWhole(draft, file);
}

/** Moves a file into the cache; a folder that somebody left there gives way, as all in a cache may. */
export function moveWhole(from: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    rmSync(file, { recursive: true, force: true });
  renameSync(from, file);
}

/** The name of evidence, the same wherever and whenever it was gathered: stamps do not count. */
export function evidenceName(evidence: Evidence): string {
  const lasting = [
    evidence.facts.map(([kind, path, digest]) => [kind, path, digest]),
    evidence.absences.map(([folder, names]) => [folder, names]),
  ];
  return sha256(JSON.stringify(lasting)).slice(0, 32);
}

/** Where things stand in the cache. */
export class CacheLayout {
  constructor(
    readonly directory: string,
    /** Changes with esbuild and its options. */
    private readonly key: string,
  ) {}

  record(file: string): string {
    return join(this.directory, 'records', `${sha256(`${this.key}\n${file}`).slice(0, 32)}.json`);
  }

  packages(name: string): string {
    return join(this.directory, 'packages', `${name}.json`);
  }

  /** A file of a bundle, named by its content. */
  content(stored: StoredFile): string {
    return join(this.directory, 'content', stored.digest);
  }

  asset(hash: string): string {
    return join(this.directory, 'assets', hash);
  }

  /** A folder for one call; what a killed one leaves is swept away later. */
  scratch(): string {
    return join(this.directory, 'scratch', `${process.pid}-${randomBytes(6).toString('hex')}`);
  }
}
