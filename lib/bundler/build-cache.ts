import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Metafile } from 'esbuild';
import type { Problem } from '../workflow/problem';
import type { OutputFormat } from './build-options';
import {
  type BuildRecord,
  type CacheLayout,
  evidenceName,
  moveWhole,
  type StoredFile,
  writeWhole,
} from './build-record';
import { markUsed } from './cache-upkeep';
import { checkEvidence, type Evidence } from './evidence';
import { EvidenceCollector } from './evidence-collector';
import { FileView, sha256 } from './file-view';
import { reachableInputs } from './reachable-inputs';
import type { PlacedRead } from './undeclared-secrets';

/** A build that succeeded, to be kept. */
export interface FinishedBuild {
  /** The name under which it will be looked up. */
  readonly file: string;
  /** The same file as esbuild names it. */
  readonly entry: string;
  readonly format: OutputFormat;
  /** Absolute path of a file in a scratch folder; it is moved away. */
  readonly outputFile: string;
  readonly map: string | undefined;
  readonly warnings: readonly Problem[];
  readonly reads: readonly PlacedRead[];
  readonly metafile: Metafile;
}

/**
 * Builds by the content of everything that they read. A lock file is not part of it, and need not be: what an
 * installation changes are the files that are imported, and those are looked at themselves.
 */
export class BuildCache {
  private readonly view: FileView;
  private readonly packages = new Map<string, boolean>();

  constructor(
    private readonly projectDirectory: string,
    private readonly layout: CacheLayout,
  ) {
    this.view = new FileView(projectDirectory);
  }

  /** The build of a file, if building it again would give the same. */
  lookUp(file: string): BuildRecord | undefined {
    const path = this.layout.record(file);
    const record = readUsed<BuildRecord>(path, ['format', 'code', 'reads', 'own', 'packages']);
    if (record === undefined || !this.holds(record.code) || !this.holds(record.map)) return undefined;
    const own = checkEvidence(record.own, this.view);
    if (own === undefined || !this.packagesHold(record.packages)) return undefined;
    if (!own.fresh) writeWhole(path, JSON.stringify({ ...record, own: own.evidence }));
    return record;
  }

  /**
   * Keeps builds.
   *
   * @param startedAt when the pass began, in ms since 1970: a file that changed later may have been read before or
   * after the change, so that its build is used but not kept
   */
  save(builds: readonly FinishedBuild[], startedAt: number): readonly BuildRecord[] {
    // What was seen before the pass no longer counts.
    const collector = new EvidenceCollector(
      this.projectDirectory,
      new FileView(this.projectDirectory),
      startedAt,
    );
    const written = new Set<string>();
    return builds.map((build) => {
      const code = readFileSync(build.outputFile);
      const stored = { digest: sha256(code), size: code.length };
      this.move(build.outputFile, stored);
      const map = build.map === undefined ? undefined : this.write(build.map);
      const { files, byPattern } = reachableInputs(build.metafile, build.entry);
      const evidence = byPattern ? undefined : collector.collect(build.file, files, build.metafile);
      const packages = evidence === undefined ? '' : evidenceName(evidence.packages);
      const record: BuildRecord = {
        format: build.format,
        code: stored,
        map,
        warnings: build.warnings,
        reads: build.reads,
        own: evidence?.own ?? { facts: [], absences: [] },
        packages,
      };
      if (evidence === undefined) return record;
      if (!written.has(packages)) {
        writeWhole(this.layout.packages(packages), JSON.stringify(evidence.packages));
        written.add(packages);
      }
      writeWhole(this.layout.record(build.file), JSON.stringify(record));
      return record;
    });
  }

  private packagesHold(name: string): boolean {
    const known = this.packages.get(name);
    if (known !== undefined) return known;
    const path = this.layout.packages(name);
    const evidence = readUsed<Evidence>(path, ['facts', 'absences']);
    const checked = evidence === undefined ? undefined : checkEvidence(evidence, this.view);
    if (checked?.fresh === false) writeWhole(path, JSON.stringify(checked.evidence));
    this.packages.set(name, checked !== undefined);
    return checked !== undefined;
  }

  private holds(stored: StoredFile | undefined): boolean {
    if (stored === undefined) return true;
    const path = this.layout.content(stored);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size !== stored.size) return false;
    // An assembly links to it: whoever edits that has edited the cache.
    if (sha256(readFileSync(path)) !== stored.digest) return false;
    markUsed(path, stats);
    return true;
  }

  private move(from: string, stored: StoredFile): void {
    const path = this.layout.content(stored);
    mkdirSync(dirname(path), { recursive: true });
    moveWhole(from, path);
  }

  private write(content: string): StoredFile {
    const bytes = Buffer.from(content);
    const stored = { digest: sha256(bytes), size: bytes.length };
    if (!this.holds(stored)) writeWhole(this.layout.content(stored), bytes);
    return stored;
  }
}

/** Undefined where there is nothing, or nothing that can be read or has these keys: it is then made again. */
function readUsed<T extends object>(file: string, keys: readonly (keyof T)[]): T | undefined {
  try {
    const content: T = JSON.parse(readFileSync(file, 'utf8'));
    if (!keys.every((key) => content[key])) return undefined;
    markUsed(file, statSync(file));
    return content;
  } catch {
    return undefined;
  }
}
