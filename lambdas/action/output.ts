import type { Mask } from './mask';

/** The module as `require` gives it, whose functions are put in others' places. */
const fs = process.getBuiltinModule('node:fs');

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

/** Ways to name the standard streams as files. */
const streamFile = /^\/(?:dev|proc\/[\w-]+)\/(?:std(?:out|err)|fd\/[12])$/;

/**
 * Hides secrets in what an action writes past the console: by `process.stdout`, `process.stderr`, their descriptors or
 * files, and Node's own warnings.
 */
export function maskStandardStreams(mask: Mask): void {
  for (const [name, descriptor] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    // The streams are opened by who first asks for them, which takes its time.
    let stream: NodeJS.WriteStream | undefined;
    const open = Object.getOwnPropertyDescriptor(process, name)?.get;
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => (stream ??= masked(open?.call(process), descriptor, mask)),
    });
  }
  for (const name of ['writeSync', 'write', 'writeFileSync', 'writeFile', 'appendFileSync', 'appendFile']) {
    const original: unknown = Reflect.get(fs, name);
    if (typeof original !== 'function') continue;
    const replacement = (target: unknown, data: unknown, ...rest: unknown[]) => {
      const isStream =
        target === 1 || target === 2 || (typeof target === 'string' && streamFile.test(target));
      return Reflect.apply(original, fs, [target, isStream ? hide(data, mask) : data, ...rest]);
    };
    // util.promisify finds there how a function is promised.
    Reflect.set(fs, name, Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original)));
  }
  Reflect.set(process, '_rawDebug', (text: unknown) => writeNow(2, `${mask.hide(String(text))}\n`));
}

function masked(stream: NodeJS.WriteStream, descriptor: 1 | 2, mask: Mask): NodeJS.WriteStream {
  Reflect.set(stream, '_writev', undefined);
  stream._write = (chunk: Buffer | string, encoding, done) => {
    writeNow(
      descriptor,
      mask.hide(typeof chunk === 'string' ? Buffer.from(chunk, encoding).toString() : String(chunk)),
    );
    done();
  };
  return stream;
}

/** Bytes are only touched where they hold a secret. */
function hide(data: unknown, mask: Mask): unknown {
  if (typeof data === 'string') return mask.hide(data);
  if (!(data instanceof Uint8Array)) return data;
  const text = Buffer.from(data).toString();
  return mask.find(text) === undefined ? data : Buffer.from(mask.hide(text));
}
