import { unresolvedImport } from '../../../lib/bundler/unresolved-import';

const nothing = { names: [], declared: new Set<string>(), installed: false };

describe('unresolvedImport', () => {
  it.each([
    ['axois', 'npm install axois', 'axios'],
    ['@hubspot/api-client/lib/codegen', 'npm install @hubspot/api-client', 'HubSpot'],
    ['my-company-things', 'npm install my-company-things', ''],
    ['Fs', 'npm install Fs', '`fs`'],
    ['crpyto', 'npm install crpyto', '`crypto`'],
  ])('advises to install %s, and names what was probably meant', (specifier, install, meant) => {
    const { remedy } = unresolvedImport(specifier, nothing);
    expect(remedy).toContain(install);
    expect(remedy).toContain(meant);
  });

  it('advises a plain installation where package.json has the package', () => {
    const { remedy } = unresolvedImport('dep/part', { ...nothing, declared: new Set(['dep']) });
    expect(remedy).toBe('Run `npm install`.');
  });

  it('does not advise to install what is installed', () => {
    const { message, remedy } = unresolvedImport('dep/part', { ...nothing, installed: true });
    expect(message).toBe('The package "dep" offers no "dep/part".');
    expect(remedy).toContain('documentation');
  });

  it.each([
    ['./availabilty', ['availability.ts', 'other.ts'], 'Did you mean `./availability.ts`?'],
    ['../lib/score.js', ['scores.js'], 'Did you mean `../lib/scores.js`?'],
    ['./nothing-like-it', ['a.ts'], 'Correct the path, or add the file.'],
    ['./no/such', undefined, 'Correct the path: its folder does not exist either.'],
    ['..', ['a.ts'], 'Name the file to import.'],
    ['./lib', ['lib'], 'Name the file to import.'],
  ])('names the file that %s was probably meant for', (specifier, names, remedy) => {
    expect(unresolvedImport(specifier, { ...nothing, names }).remedy).toBe(remedy);
  });

  it.each([
    ['node:fss', 'Did you mean `node:fs`?'],
    ['node:something-else', 'documents'],
    ['https://esm.sh/lodash', 'npm'],
    ['bun:sqlite', 'npm'],
    ['@/lib/score', '"paths" in tsconfig.json'],
    ['#lib/score', '"imports" in package.json'],
  ])('says where %s would have to lead', (specifier, remedy) => {
    expect(unresolvedImport(specifier, nothing).remedy).toContain(remedy);
  });
});
