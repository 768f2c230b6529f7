import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { CodedActionsError } from '../../coded-actions-error';
import { type ChangeLine, formatLine, lineOfCommit, parseLine } from './change-line';
import type { Commit, Database } from './database';
import { type FileLock, takeFileLock } from './file-lock';
import { StoreDamagedError } from './store-damaged-error';
import { StoreInUseError } from './store-in-use-error';
import { StoreLostError } from './store-lost-error';
import { StoreWriteError } from './store-write-error';

const header = 'coded-actions store 1\n';

/** So many more lines than items make a file worth writing anew. */
const spareLines = 10_000;

/**
 * The file of a store: a line for every commit, written before the commit is answered, so that a process that is killed
 * loses nothing that it answered. (The machine losing its power is another matter: only closing and writing anew wait
 * for the disk.) When there are many more lines than items, a file with one line an item takes its place.
 */
export class ChangeFile {
  private descriptor: number;
  private lines = 0;
  private failed: CodedActionsError | undefined;

  private constructor(
    private readonly path: string,
    private readonly lock: FileLock,
    private readonly lockFile: string,
    private kept: readonly ChangeLine[],
    private length: number,
  ) {
    this.descriptor = openSync(path, 'r+');
    this.lines = kept.length;
    ftruncateSync(this.descriptor, length);
  }

  /**
   * Opens the file, or begins it. The rest of a line that a killed process was writing is cut off.
   *
   * @throws StoreInUseError when another process has it open
   * @throws StoreDamagedError when it is not the file of a store
   */
  static open(path: string): ChangeFile {
    mkdirSync(dirname(path), { recursive: true });
    const lockFile = `${path}.lock`;
    const lock = takeFileLock(lockFile);
    if ('holder' in lock) throw new StoreInUseError(path, lock.holder, lockFile);
    try {
      if (!existsSync(path)) writeWhole(path, [header]);
      const { lines, length } = readLines(path);
      return new ChangeFile(path, lock, lockFile, lines, length);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Puts into the database what the file keeps; once, at the beginning. */
  replay(database: Database): void {
    for (const { sequence, items, token } of this.kept) database.replay(sequence, items, token);
    this.kept = [];
    this.compactIfLong(database);
  }

  /**
   * Why nothing can be kept any more: the file or its lock is gone or somebody else's, or the disk has refused a commit.
   * Undefined while all is well.
   */
  failure(): CodedActionsError | undefined {
    if (this.failed === undefined) {
      if (!this.isInPlace()) this.failed = new StoreLostError(this.path);
      else if (!this.lock.isHeld()) this.failed = new StoreLostError(this.lockFile);
    }
    return this.failed;
  }

  /**
   * Keeps a commit. When the disk refuses, the file is as before, and no other commit is kept.
   *
   * @throws StoreLostError, StoreWriteError
   */
  append(commit: Commit): void {
    const failure = this.failure();
    if (failure !== undefined) throw failure;
    const bytes = Buffer.from(formatLine(lineOfCommit(commit)));
    try {
      writeAll(this.descriptor, bytes, this.length);
    } catch (error) {
      this.failed = new StoreWriteError(this.path, error);
      ftruncateSync(this.descriptor, this.length);
      throw this.failed;
    }
    this.length += bytes.length;
    this.lines++;
  }

  /**
   * Writes the file anew when most of its lines say what later ones undo. Where the disk refuses, the file stays as it
   * is, and as many more lines go by before the next try.
   */
  compactIfLong(database: Database): void {
    if (this.lines <= 2 * database.itemCount + spareLines || this.failure() !== undefined) return;
    const path = `${this.path}.new`;
    this.lines = 0;
    let length: number;
    try {
      length = writeWhole(path, this.snapshotOf(database));
    } catch {
      rmSync(path, { force: true });
      return;
    }
    const descriptor = openSync(path, 'r+');
    renameSync(path, this.path);
    closeSync(this.descriptor);
    this.descriptor = descriptor;
    this.length = length;
  }

  close(): void {
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
    this.lock.release();
  }

  /** Whether the path still leads to the file that is open: an open file's number is not given to another. */
  private isInPlace(): boolean {
    const [own, there] = [fstatSync(this.descriptor), statAt(this.path)];
    return there?.ino === own.ino && there.dev === own.dev;
  }

  private *snapshotOf(database: Database): Generator<string> {
    yield header;
    const sequence = database.lastSequence;
    for (const item of database.snapshot()) yield this.counted({ sequence, items: [item], token: undefined });
    for (const token of database.liveTokens()) yield this.counted({ sequence, items: [], token });
  }

  private counted(line: ChangeLine): string {
    this.lines++;
    return formatLine(line);
  }
}

function statAt(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder on the way is a file now, or may not be entered.
    return undefined;
  }
}

function readLines(path: string): { lines: ChangeLine[]; length: number } {
  const text = readFileSync(path, 'utf8');
  if (!text.startsWith(header)) {
    // A process that was killed while it began the file may have written a part of the header.
    if (header.startsWith(text)) {
      const length = writeWhole(path, [header]);
      return { lines: [], length };
    }
    throw new StoreDamagedError(path, 1, `the file does not begin with ${JSON.stringify(header.trim())}`);
  }
  const end = text.lastIndexOf('\n') + 1;
  const texts = text.slice(header.length, end).split('\n').slice(0, -1);
  const lines = texts.map((line, index) => {
    const parsed = parseLine(line);
    if (parsed === undefined)
      throw new StoreDamagedError(path, index + 2, 'its checksum is not that of its content');
    return parsed;
  });
  return { lines, length: Buffer.byteLength(text.slice(0, end)) };
}

/** Writes a file from its beginning and waits for the disk; gives its length in bytes. */
function writeWhole(path: string, texts: Iterable<string>): number {
  const descriptor = openSync(path, 'w');
  let length = 0;
  try {
    for (const text of texts) {
      const bytes = Buffer.from(text);
      writeAll(descriptor, bytes, length);
      length += bytes.length;
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return length;
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}
