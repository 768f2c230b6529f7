import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Action, actionMark } from '../../lib/action';
import { ActionFailure } from './failure';

/** The handler that an action exports: HubSpot's form, or the modern one. */
export type ActionHandler =
  | {
      readonly form: 'hubspot';
      readonly main: (event: unknown, callback: (...args: unknown[]) => void) => unknown;
    }
  | { readonly form: 'modern'; readonly main: Action };

/**
 * Loads an action and finds its handler.
 *
 * @param commonJs path of the bundle as a CommonJS module
 * @param esModule path of the bundle as an ES module, which is loaded where the other is not
 * @throws whatever the module throws as it loads; ActionFailure when it exports no handler
 */
export async function loadAction(commonJs: string, esModule: string): Promise<ActionHandler> {
  return handlerOf(
    existsSync(commonJs) ? await loadCommonJs(commonJs) : await import(pathToFileURL(esModule).href),
  );
}

async function loadCommonJs(file: string): Promise<unknown> {
  try {
    return require(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE'))
      throw error;
    return import(pathToFileURL(file).href);
  }
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
