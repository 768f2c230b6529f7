import { pathToFileURL } from 'node:url';
import type { Action } from '../../lib/action';
import { actionMark } from '../../lib/action-marks';
import { ActionFailure } from './failure';

/** The handler that an action exports: HubSpot's form, or the modern one. */
export type ActionHandler =
  | {
      readonly form: 'hubspot';
      readonly main: (event: unknown, callback: (...args: unknown[]) => void) => unknown;
    }
  | { readonly form: 'modern'; readonly main: Action };

/**
 * Loads an action's bundle, a CommonJS module or an ES module, and finds its handler.
 *
 * @throws whatever the module throws as it loads; ActionFailure when it exports no handler
 */
export async function loadAction(file: string): Promise<ActionHandler> {
  try {
    return handlerOf(file.endsWith('.mjs') ? await importModule(file) : require(file));
  } catch (error) {
    // `require` cannot load what awaits at its top level, and says so before it runs any of it.
    const awaits = error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!awaits) throw error;
    return handlerOf(await importModule(file));
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
  throw new ActionFailure(
    'The file exports no handler: write `exports.main = async (event, callback) => { … }`, or `export default action(async ({ inputs }) => { … })`.',
  );
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
