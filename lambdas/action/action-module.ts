import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import type { Action } from '../../lib/action';
import { actionMark } from '../../lib/action-marks';
import { actionBundle } from '../../lib/workflow/action-contract';
import * as parts from './parts';

/** The handler that an action exports: HubSpot's form, or the modern one. */
export type ActionHandler =
  | {
      readonly form: 'hubspot';
      readonly main: (event: unknown, callback: (...args: unknown[]) => void) => unknown;
    }
  | { readonly form: 'modern'; readonly main: Action };

/** An action's code, compiled and not yet run: the function that Node makes of a CommonJS module. */
export type CompiledModule = ReturnType<typeof compileFunction>;

/** The file that holds the action's code. */
export function bundleFile(folder: string): string {
  const commonJs = join(folder, actionBundle.commonJs);
  return existsSync(commonJs) ? commonJs : join(folder, actionBundle.esModule);
}

/**
 * Compiles a CommonJS bundle without running any of it. To read six megabytes, as of HubSpot's client, takes most of
 * the time of loading them; it is better done while Lambda starts the function, with a whole processor ("Configure
 * Lambda function memory" gives a run only its share), than in the first run.
 *
 * @returns nothing for an ES module, and for what does not compile: loading it says why, in the run
 */
export function compileModule(file: string): CompiledModule | undefined {
  if (file.endsWith('.mjs')) return undefined;
  try {
    const code = readFileSync(file, 'utf8');
    return compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename: file,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return undefined;
  }
}

/**
 * Loads an action's bundle, a CommonJS module or an ES module, and finds its handler.
 *
 * @throws whatever the module throws as it loads; an ActionFailure when it exports no handler
 */
export async function loadAction(file: string, compiled?: CompiledModule): Promise<ActionHandler> {
  if (compiled !== undefined) return handlerOf(runModule(file, compiled));
  try {
    return handlerOf(file.endsWith('.mjs') ? await importModule(file) : require(file));
  } catch (error) {
    // `require` cannot load what awaits at its top level, and says so before it runs any of it.
    const awaits = error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!awaits) throw error;
    return handlerOf(await importModule(file));
  }
}

/** As Node runs a module that it has compiled. */
function runModule(file: string, compiled: CompiledModule): unknown {
  const required = createRequire(file);
  const made = Object.assign(new Module(file), { filename: file, paths: required.resolve.paths('_') ?? [] });
  required.cache[file] = made;
  try {
    Reflect.apply(compiled, made.exports, [made.exports, required, made, file, dirname(file)]);
    made.loaded = true;
    return made.exports;
  } catch (error) {
    delete required.cache[file];
    throw error;
  }
}

function importModule(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href);
}

/** Exports may stand under `default`, where an ES module imports a CommonJS one or a bundler did. */
function handlerOf(exported: unknown): ActionHandler {
  const fallback = property(exported, 'default');
  for (const candidate of [fallback, property(fallback, 'default'), exported]) {
    if (isModern(candidate)) return { form: 'modern', main: candidate };
  }
  for (const candidate of [property(exported, 'main'), property(fallback, 'main')]) {
    if (isFunction(candidate)) return { form: 'hubspot', main: candidate };
  }
  throw parts.unusual().noHandler();
}

function property(target: unknown, name: string): unknown {
  const holds = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return holds ? Reflect.get(target, name) : undefined;
}

function isModern(value: unknown): value is Action {
  return typeof value === 'function' && Reflect.get(value, actionMark) === true;
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}
