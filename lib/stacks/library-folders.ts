import { join } from 'node:path';
import type { CompiledAction } from '../compiler/compiled-workflow';
import { installLibrarySet } from '../libraries/install-library-set';
import type { LibrarySetName } from '../libraries/library-set';
import { userCache } from '../user-cache';

/**
 * The `node_modules` of each set of libraries that actions name, by the set's name: installed when it is first needed,
 * and said so, since that takes half a minute.
 *
 * @throws LibrarySetError when npm cannot install one
 */
export async function libraryFolders(
  actions: readonly Pick<CompiledAction, 'libraries'>[],
): Promise<ReadonlyMap<LibrarySetName, string>> {
  const folders = new Map<LibrarySetName, string>();
  for (const { libraries } of actions) {
    if (libraries === undefined || folders.has(libraries)) continue;
    const folder = await installLibrarySet(libraries, {
      cacheDirectory: join(userCache(process.env), 'libraries'),
      onInstall: (name) => console.error(`Installing the libraries "${name}", once; this takes a minute…`),
    });
    folders.set(libraries, folder);
  }
  return folders;
}
