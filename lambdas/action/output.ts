import fs from 'node:fs';
import type { Mask } from './mask';

const writeSync = fs.writeSync;

/**
 * Writes text to a standard stream of the process at once. In a worker, Node's own streams hand their text to the main
 * thread, and what is on its way when the worker ends is lost.
 */
export function writeNow(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      // A pipe that is full for the moment; anything else (a reader that is gone) is no reason to fail a run.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/**
 * Hides secrets in what an action writes past the console: by `process.stdout`, `process.stderr`, or their descriptors.
 */
export function maskStandardStreams(mask: Mask): void {
  for (const [stream, descriptor] of [
    [process.stdout, 1],
    [process.stderr, 2],
  ] as const) {
    stream.write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
      const name = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
      const text =
        typeof chunk === 'string' ? Buffer.from(chunk, name).toString() : Buffer.from(chunk).toString();
      writeNow(descriptor, mask.hide(text));
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(() => done());
      return true;
    };
  }
}
