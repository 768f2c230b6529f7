import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Metafile } from 'esbuild';
import type { ContentKind, FileView } from './file-view';
import { importCandidates, isRelative, type PathMapping, packageFolders } from './import-candidates';
import { isPackageFile } from './reachable-inputs';
import { type TsconfigChain, tsconfigChain } from './tsconfig-chain';

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
 * Whether evidence holds: `same` by stamps alone, `stamped` by content with new stamps (the evidence to keep from
 * now on: a checkout or a restored cache changes every time stamp and nothing else), or undefined where it does not.
 */
export function checkEvidence(
  evidence: Evidence,
  projectDirectory: string,
  view: FileView,
): { readonly evidence: Evidence; readonly same: boolean } | undefined {
  let same = true;
  const facts: Fact[] = [];
  for (const fact of evidence.facts) {
    const [kind, path, digest, stamp] = fact;
    const absolute = resolve(projectDirectory, path);
    const now = view.stamp(absolute, kind);
    if (now === undefined) return undefined;
    if (stamp !== '' && now === stamp) {
      facts.push(fact);
      continue;
    }
    if (view.digest(absolute, kind) !== digest) return undefined;
    same &&= now === stamp;
    facts.push([kind, path, digest, now]);
  }
  const absences: Absence[] = [];
  for (const absence of evidence.absences) {
    const [folder, names, stamp] = absence;
    const absolute = resolve(projectDirectory, folder);
    const now = view.stamp(absolute) ?? 'none';
    if (stamp === '' || now !== stamp) {
      if (names.some((name) => view.exists(join(absolute, name)))) return undefined;
      same &&= now === stamp;
    }
    absences.push([folder, names, now]);
  }
  return { evidence: { facts, absences }, same };
}

/**
 * Gathers the evidence of builds in one project. What many actions share (packages, configuration) is looked at once.
 */
export class EvidenceCollector {
  private readonly settings = new Map<string, FolderSettings>();
  private readonly tsconfigs = new Map<string, TsconfigChain>();

  constructor(
    private readonly projectDirectory: string,
    private readonly view: FileView,
    /** When the pass began, in ms since 1970. */
    private readonly startedAt: number,
  ) {}

  /**
   * The evidence of a build that read `files`, parted into the user's own and that of packages; undefined where a
   * file cannot be read, or something changed since the pass began: it may have been read before or after the change.
   */
  collect(
    files: readonly string[],
    metafile: Metafile,
  ): { readonly own: Evidence; readonly packages: Evidence } | undefined {
    const own = files.filter((file) => !isPackageFile(file));
    const packages = files.filter((file) => isPackageFile(file));
    const ownEvidence = this.evidenceOf(own, metafile);
    const packageEvidence = this.evidenceOf(packages, metafile);
    if (ownEvidence === undefined || packageEvidence === undefined) return undefined;
    return { own: ownEvidence, packages: packageEvidence };
  }

  private evidenceOf(files: readonly string[], metafile: Metafile): Evidence | undefined {
    const facts = new Map<string, readonly [ContentKind, string]>();
    const absent = new Set<string>();
    const add = (looked: Looked): void => {
      for (const fact of looked.facts) facts.set(fact.join(':'), fact);
      for (const path of looked.absent) absent.add(path);
    };
    for (const file of files) {
      const absolute = resolve(this.projectDirectory, stripNamespace(file));
      facts.set(`file:${absolute}`, ['file', absolute]);
      const settings = this.settingsOf(dirname(absolute));
      add(settings);
      for (const imported of metafile.inputs[file]?.imports ?? []) {
        add(this.lookedAt(absolute, imported.original ?? imported.path, settings.mapping));
      }
    }
    return this.written([...facts.values()], [...absent]);
  }

  /** The package.json and tsconfig.json that rule a folder, and those that would if they appeared. */
  private settingsOf(folder: string): FolderSettings {
    const known = this.settings.get(folder);
    if (known !== undefined) return known;
    const facts: (readonly [ContentKind, string])[] = [];
    const absent: string[] = [];
    const manifest = this.nearest(folder, ['package.json'], absent);
    if (manifest !== undefined) facts.push(['package', manifest]);
    // esbuild takes no tsconfig.json inside a package.
    const config = isPackageFile(this.relativePath(folder))
      ? undefined
      : this.nearest(folder, ['tsconfig.json', 'jsconfig.json'], absent);
    const chain = config === undefined ? undefined : this.chainOf(config);
    for (const file of chain?.files ?? []) {
      if (this.view.exists(file)) facts.push(['tsconfig', file]);
      else absent.push(file);
    }
    const settings = { facts, absent, mapping: chain?.mapping };
    this.settings.set(folder, settings);
    return settings;
  }

  private nearest(folder: string, names: readonly string[], absent: string[]): string | undefined {
    for (let above = folder; basename(above) !== 'node_modules'; above = dirname(above)) {
      for (const name of names) {
        const path = join(above, name);
        if (this.view.exists(path)) return path;
        absent.push(path);
      }
      if (above === dirname(above)) return undefined;
    }
    return undefined;
  }

  private chainOf(file: string): TsconfigChain {
    const known = this.tsconfigs.get(file);
    if (known !== undefined) return known;
    const chain = tsconfigChain(file);
    this.tsconfigs.set(file, chain);
    return chain;
  }

  /** What the search for an import passed on its way. */
  private lookedAt(importer: string, specifier: string, mapping: PathMapping | undefined): Looked {
    const facts: (readonly [ContentKind, string])[] = [];
    const absent: string[] = [];
    // Inside a package only an installation adds files, and that changes its package.json as well.
    if (isRelative(specifier) && isPackageFile(importer)) return { facts, absent };
    if (specifier.startsWith('node:')) return { facts, absent };
    const folders = isRelative(specifier) ? [] : packageFolders(importer, specifier);
    for (const candidate of importCandidates(importer, specifier, mapping)) {
      if (folders.includes(candidate)) continue;
      if (!this.view.exists(candidate)) absent.push(candidate);
      else if (basename(candidate) === 'package.json') facts.push(['package', candidate]);
    }
    for (const folder of folders) {
      // A package manager may point the link of a package at another version, with the old one still on disk.
      if (this.view.digest(folder, 'link') !== undefined) facts.push(['link', folder]);
      if (!this.view.exists(folder)) {
        absent.push(folder);
        continue;
      }
      const manifest = join(folder, 'package.json');
      if (this.view.exists(manifest)) facts.push(['package', manifest]);
      break;
    }
    return { facts, absent };
  }

  private written(
    facts: readonly (readonly [ContentKind, string])[],
    absent: readonly string[],
  ): Evidence | undefined {
    const written: Fact[] = [];
    for (const [kind, path] of facts) {
      const digest = this.view.digest(path, kind);
      if (digest === undefined || this.view.changedSince(path, this.startedAt)) return undefined;
      written.push([kind, this.relativePath(path), digest, this.view.stamp(path, kind) ?? '']);
    }
    const folders = new Map<string, string[]>();
    for (const path of absent) {
      const names = folders.get(dirname(path)) ?? [];
      names.push(basename(path));
      folders.set(dirname(path), names);
    }
    if ([...folders.keys()].some((folder) => this.view.changedSince(folder, this.startedAt)))
      return undefined;
    const absences = [...folders].map(
      ([folder, names]): Absence => [
        this.relativePath(folder),
        names.sort(),
        this.view.stamp(folder) ?? 'none',
      ],
    );
    const order = (one: Fact | Absence, other: Fact | Absence) => compare(one.join(), other.join());
    return { facts: written.sort(order), absences: absences.sort(order) };
  }

  private relativePath(path: string): string {
    return relative(this.projectDirectory, path).split(sep).join('/');
  }
}

interface Looked {
  readonly facts: readonly (readonly [ContentKind, string])[];
  readonly absent: readonly string[];
}

interface FolderSettings extends Looked {
  readonly mapping: PathMapping | undefined;
}

/** esbuild writes `(disabled):path` for a file that a package.json's `browser` field turns off. */
function stripNamespace(file: string): string {
  return file.replace(/^\(disabled\):/, '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
