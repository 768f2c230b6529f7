import { builtinModules } from 'node:module';
import { basename, extname } from 'node:path';
import { nearest } from '../workflow/did-you-mean';
import { isRelative, packageName } from './import-candidates';

/** What is known about the surroundings of an import that leads nowhere. */
export interface ImportSurroundings {
  /** Names in the folder that a relative import points into; undefined where there is no such folder. */
  readonly names: readonly string[] | undefined;
  /** Packages that the project's package.json names. */
  readonly declared: ReadonlySet<string>;
  /** Whether the package is installed, so that only a part of it is missing. */
  readonly installed: boolean;
}

/**
 * What HubSpot brings to every custom coded action (its documentation, "Custom coded workflow actions"), so that code
 * that comes from there imports it without having installed it.
 */
const broughtByHubSpot = [
  '@hubspot/api-client',
  'async',
  'aws-sdk',
  'axios',
  'bluebird',
  'googleapis',
  'lodash',
  'mongoose',
  'mysql',
  'random-number-csprng',
  'redis',
  'request',
];

/** What is wrong with an import that leads nowhere, and what would be right. */
export function unresolvedImport(
  specifier: string,
  surroundings: ImportSurroundings,
): { readonly message: string; readonly remedy: string } {
  const builtin = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  if (isRelative(specifier)) return missingFile(specifier, surroundings.names);
  if (specifier.startsWith('node:')) return missingBuiltin(specifier, builtin);
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) {
    return {
      message: `"${specifier}" is an address, and code cannot be imported from there.`,
      remedy: 'Install the package from npm and import it by its name.',
    };
  }
  if (/^[#@~]\//.test(specifier) || specifier.startsWith('#')) {
    return {
      message: `The alias "${specifier}" leads nowhere.`,
      remedy: specifier.startsWith('#')
        ? 'Add it to "imports" in package.json, or write the path of the file, such as "./file".'
        : 'Add it to "paths" in tsconfig.json, or write the path of the file, such as "./file".',
    };
  }
  return missingPackage(specifier, surroundings);
}

function missingFile(specifier: string, names: readonly string[] | undefined) {
  if (/(^|\/)\.{0,2}\/?$/.test(specifier) || names?.includes(basename(specifier))) {
    return { message: `The folder "${specifier}" has no index file.`, remedy: 'Name the file to import.' };
  }
  const message = `There is no file "${specifier}".`;
  if (names === undefined) return { message, remedy: 'Correct the path: its folder does not exist either.' };
  const written = basename(specifier);
  const stems = new Map(names.map((name) => [name.slice(0, name.length - extname(name).length), name]));
  const close = nearest(written, names) ?? stems.get(nearest(written, stems.keys()) ?? '');
  if (close === undefined) return { message, remedy: 'Correct the path, or add the file.' };
  const folder = specifier.slice(0, specifier.length - written.length);
  return { message, remedy: `Did you mean \`${folder}${close}\`?` };
}

function missingBuiltin(specifier: string, builtin: string) {
  const close = nearest(builtin, builtinModules);
  return {
    message: `Node.js has no module "${specifier}".`,
    remedy:
      close === undefined
        ? 'Take one of the modules that Node.js documents, or a package from npm without "node:".'
        : `Did you mean \`node:${close}\`?`,
  };
}

function missingPackage(specifier: string, { declared, installed }: ImportSurroundings) {
  const name = packageName(specifier);
  if (installed) {
    return {
      message: `The package "${name}" offers no "${specifier}".`,
      remedy: `Import what its documentation names, or another version: npm install ${name}@<version>.`,
    };
  }
  if (declared.has(name)) {
    return {
      message: `The package "${name}" is in package.json, but it is not installed.`,
      remedy: 'Run `npm install`.',
    };
  }
  if (broughtByHubSpot.includes(name)) {
    return {
      message: `The package "${name}" is not installed.`,
      remedy: `Give the step \`"libraries": "hubspot"\`, which brings along what HubSpot does (\`"hubspot-v3"\` for code that reads \`result.body\`), or run \`npm install ${name}\`.`,
    };
  }
  const builtins = builtinModules.filter((module) => !module.startsWith('_'));
  const known = nearest(name, [...declared, ...broughtByHubSpot, ...builtins]);
  return {
    message: `The package "${name}" is not installed.`,
    remedy:
      known === undefined
        ? `Run \`npm install ${name}\`.`
        : `Run \`npm install ${name}\`, or did you mean \`${known}\`?`,
  };
}
