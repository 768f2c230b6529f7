import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Metafile } from 'esbuild';
import { type Absence, type Evidence, type Fact, noFolder } from './evidence';
import type { ContentKind, FileView } from './file-view';
import { importCandidates, isRelative, type PathMapping, packageFolders } from './import-candidates';
import { isPackageFile } from './reachable-inputs';
import { type TsconfigChain, tsconfigChain } from './tsconfig-chain';

/** What a search passed on its way. */
class Looked {
  readonly facts = new Map<string, readonly [ContentKind, string]>();
  readonly absent = new Set<string>();
  /** There, but not what the search ended with. */
  readonly passed = new Set<string>();

  fact(kind: ContentKind, path: string): void {
    this.facts.set(`${kind}:${path}`, [kind, path]);
  }

  add(other: Looked): void {
    for (const [key, fact] of other.facts) this.facts.set(key, fact);
    for (const path of other.absent) this.absent.add(path);
    for (const path of other.passed) this.passed.add(path);
  }
}

interface FolderSettings {
  readonly looked: Looked;
  readonly mapping: PathMapping | undefined;
}

/**
 * Gathers the evidence of builds in one project. What many actions share (packages, configuration) is looked at once.
 */
export class EvidenceCollector {
  private readonly settings = new Map<string, FolderSettings>();
  private readonly tsconfigs = new Map<string, TsconfigChain>();
  private readonly links = new Map<string, readonly string[]>();

  constructor(
    private readonly projectDirectory: string,
    private readonly view: FileView,
    /** When the pass began, in ms since 1970. */
    private readonly startedAt: number,
  ) {}

  /**
   * The evidence of a build of `entry` (as it was asked for) that read `files`, parted into the user's own and that of
   * packages; undefined where a file cannot be read, or something changed since the pass began: it may have been read
   * before or after the change.
   */
  collect(
    entry: string,
    files: readonly string[],
    metafile: Metafile,
  ): { readonly own: Evidence; readonly packages: Evidence } | undefined {
    const asked = new Looked();
    this.passLinks(resolve(this.projectDirectory, entry), asked);
    const own = files.filter((file) => !isPackageFile(file));
    const packages = files.filter((file) => isPackageFile(file));
    const ownEvidence = this.evidenceOf(own, metafile, asked);
    const packageEvidence = this.evidenceOf(packages, metafile, new Looked());
    if (ownEvidence === undefined || packageEvidence === undefined) return undefined;
    return { own: ownEvidence, packages: packageEvidence };
  }

  private evidenceOf(files: readonly string[], metafile: Metafile, looked: Looked): Evidence | undefined {
    for (const file of files) {
      const absolute = resolve(this.projectDirectory, stripNamespace(file));
      looked.fact('file', absolute);
      const settings = this.settingsOf(dirname(absolute));
      looked.add(settings.looked);
      for (const imported of metafile.inputs[file]?.imports ?? []) {
        this.follow(absolute, imported.original ?? imported.path, settings.mapping, looked);
      }
    }
    return this.written(looked);
  }

  /** The package.json and tsconfig.json that rule a folder, and those that would if they appeared. */
  private settingsOf(folder: string): FolderSettings {
    const known = this.settings.get(folder);
    if (known !== undefined) return known;
    const looked = new Looked();
    const manifest = this.nearest(folder, ['package.json'], looked);
    if (manifest !== undefined) looked.fact('package', manifest);
    // esbuild takes no tsconfig.json inside a package.
    const config = isPackageFile(this.relativePath(folder))
      ? undefined
      : this.nearest(folder, ['tsconfig.json', 'jsconfig.json'], looked);
    const chain = config === undefined ? undefined : this.chainOf(config);
    for (const file of chain?.files ?? []) {
      if (this.view.exists(file)) looked.fact('tsconfig', file);
      else looked.absent.add(file);
    }
    const settings = { looked, mapping: chain?.mapping };
    this.settings.set(folder, settings);
    return settings;
  }

  private nearest(folder: string, names: readonly string[], looked: Looked): string | undefined {
    for (let above = folder; basename(above) !== 'node_modules'; above = dirname(above)) {
      for (const name of names) {
        const path = join(above, name);
        if (this.view.exists(path)) return path;
        looked.absent.add(path);
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

  /** Adds what the search for an import passed on its way. */
  private follow(
    importer: string,
    specifier: string,
    mapping: PathMapping | undefined,
    looked: Looked,
  ): void {
    // Inside a package only an installation adds files, and that changes its package.json as well.
    if (isRelative(specifier) && isPackageFile(this.relativePath(importer))) return;
    if (specifier.startsWith('node:')) return;
    const folders = isRelative(specifier) ? [] : packageFolders(importer, specifier);
    for (const candidate of importCandidates(importer, specifier, mapping)) {
      if (folders.includes(candidate)) continue;
      if (!this.view.exists(candidate)) {
        looked.absent.add(candidate);
        continue;
      }
      this.passLinks(candidate, looked);
      if (basename(candidate) === 'package.json') looked.fact('package', candidate);
      else looked.passed.add(candidate);
    }
    for (const folder of folders) {
      this.passLinks(folder, looked);
      if (!this.view.exists(folder)) {
        looked.absent.add(folder);
        continue;
      }
      const manifest = join(folder, 'package.json');
      if (this.view.exists(manifest)) looked.fact('package', manifest);
      return;
    }
  }

  /**
   * esbuild names a file by where links lead. Point a link elsewhere (as package managers do to change a version) and
   * the file that was read is still there, unchanged: the links themselves are what tells.
   */
  private passLinks(path: string, looked: Looked): void {
    for (const link of this.linksOn(path)) looked.fact('link', link);
  }

  private linksOn(path: string): readonly string[] {
    const known = this.links.get(path);
    if (known !== undefined) return known;
    const above = dirname(path) === path ? [] : this.linksOn(dirname(path));
    const links = this.view.digest(path, 'link') === undefined ? above : [...above, path];
    this.links.set(path, links);
    return links;
  }

  private written(looked: Looked): Evidence | undefined {
    const facts: Fact[] = [];
    for (const [kind, path] of looked.facts.values()) {
      const digest = this.view.digest(path, kind);
      if (digest === undefined || this.view.changedSince(path, this.startedAt, kind)) return undefined;
      facts.push([kind, this.relativePath(path), digest, this.view.stamp(path, kind) ?? '']);
    }
    for (const path of looked.passed) {
      if (this.view.changedSince(path, this.startedAt)) return undefined;
    }
    const folders = new Map<string, string[]>();
    for (const path of looked.absent) {
      const names = folders.get(dirname(path)) ?? [];
      names.push(basename(path));
      folders.set(dirname(path), names);
    }
    const absences = [...folders].map(
      ([folder, names]): Absence => [
        this.relativePath(folder),
        names.sort(),
        this.view.stamp(folder) ?? noFolder,
      ],
    );
    const order = (one: Fact | Absence, other: Fact | Absence) => compare(one.join(), other.join());
    return { facts: facts.sort(order), absences: absences.sort(order) };
  }

  private relativePath(path: string): string {
    return relative(this.projectDirectory, path).split(sep).join('/');
  }
}

/** esbuild writes `(disabled):path` for a file that a package.json's `browser` field turns off. */
function stripNamespace(file: string): string {
  return file.replace(/^\(disabled\):/, '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
