import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { type ProbeRow, probeRows } from '../probes/rows';
import { listedSubstitutions, type Substitution } from '../substitutions/substitutions';
import { type Belief, type Claim, type Claims, readClaims, type Source } from './claims';

/**
 * docs/verified.md: each claim about AWS, what it was checked against, and what nothing here could check.
 *
 * @param isShown whether a run of this suite has shown a claim
 */
export function verifiedDocument(
  isShown: (claim: Claim) => boolean,
  { sources, claims, beliefs }: Claims = readClaims(),
): string {
  const ofOthers = claims.filter(isOfOthers);
  const ofThis = claims.filter((claim) => !isOfOthers(claim));
  const [shown, notShown] = [ofThis.filter(isShown), ofThis.filter((claim) => !isShown(claim))];
  const areas = [...new Set(ofThis.map(({ area }) => area))];
  return `<!-- Generated from a run of \`npm run test:cloud\`, which fails where this page is not what the run shows. -->

# What was checked, and against what

coded-actions was built without an AWS account at hand. So everything that it takes AWS to do was held to something that
its authors did not write: emulators, AWS's own tools, recordings of AWS. This page says claim by claim what held, and
what only AWS can show.

- **Before a first deploy,** read [What only AWS can show](#what-only-aws-can-show): try those rows in a test stage.
- **On call,** look there too when something behaves in another way than these pages say: each row says what comes of it
  when it is wrong.

A claim stands in one of the tables below only if its tests passed in the run that made this page. [Run it
again](#run-it-again) has the command of each.

## What only AWS can show

Nothing here can check these. They are beliefs, from the source that each row names.

${table(
  ['what we take AWS to do', 'from', 'if it does not', 'how to see it'],
  beliefs.map((belief) => beliefRow(belief)),
)}
${notShown.length === 0 ? '' : `\n**Not shown by the last run,** since a test of it did not pass:\n\n${notShown.map(({ claim }) => `- ${claim}`).join('\n')}\n`}
## What claims are held to

${table(
  ['called', 'what it is', 'version'],
  Object.entries(sources).map(([name, source]) => [
    name,
    `${source.what}${source.independent ? '' : ' — **our belief**'}`,
    versionsOf(source),
  ]),
)}

${areas
  .map(
    (area) => `## ${area}

${claimTable(shown.filter((claim) => claim.area === area))}
`,
  )
  .join('\n')}
## What other suites check

These run in \`npm test\` and \`npm run test:e2e\`. This page knows that the tests are there; whether they pass is seen in
CI, which runs all suites.

${claimTable(ofOthers)}

## The emulator, and what stands in for it

ministack as it is was measured on each row; where it does not do what AWS does, a named substitution does, or nothing.
Whatever is substituted by lines of our own counts as our belief.

${table(
  ['what AWS does', 'ministack as it is', 'instead'],
  probeRows().map((row) => probeRow(row)),
)}

${table(
  ['substitution', 'by', 'counts as', 'why'],
  listedSubstitutions().map((substitution) => substitutionRow(substitution)),
)}

Where the emulator and the local runtime may differ in a scenario, the scenario says why (\`mayDiffer\` in
\`test/cloud/scenarios\`); all else must be equal in both, event by event.

## Run it again

All of it: \`npm run test:cloud\` (about four minutes; it makes its own Python environment, and needs Python 3.11 or later
and, the first time, PyPI and npm's registry). \`WRITE_VERIFIED=1 npm run test:cloud\` writes this page. One test of it:

${table(
  ['test', 'command'],
  testFiles(claims).map((file) => [`\`${file}\``, `\`${commandOf(file)}\``]),
)}

The rows on ministack alone are measured by \`${commandOf('test/cloud/probes.test.ts')}\`.
`;
}

/** Whether other suites check a claim, and this one does not. */
export function isOfOthers({ tests, wholeSuite }: Claim): boolean {
  return tests === undefined && wholeSuite === undefined;
}

function testFiles(claims: readonly Claim[]): string[] {
  const files = claims.flatMap(({ tests = [], elsewhere = [], wholeSuite }) => [
    ...tests,
    ...elsewhere.map(({ file }) => file),
    ...(wholeSuite === undefined ? [] : [wholeSuite]),
  ]);
  return [...new Set(files)].sort();
}

/** What runs a test file again, or a Jest project. */
function commandOf(file: string): string {
  if (!file.includes('/')) return `npx jest --selectProjects ${file}`;
  const project = /^test\/(cloud|e2e)\//.exec(file)?.[1] ?? 'unit';
  return `npx jest --selectProjects ${project} -i --testPathPatterns ${file.replace(/\.test\.ts$/, '')}`;
}

function claimTable(claims: readonly Claim[]): string {
  return table(
    ['claim', 'checked against', 'test'],
    claims.map((claim) => claimRow(claim)),
  );
}

function claimRow({
  claim,
  by,
  belief,
  limits,
  tests = [],
  elsewhere = [],
  wholeSuite,
}: Claim): readonly string[] {
  const notes = [
    ...(by.includes('ours') ? ['**Our belief.**'] : []),
    ...(belief === undefined ? [] : [`**Our belief:** ${belief}`]),
    ...(limits === undefined ? [] : [limits]),
  ];
  const files = [...new Set([...tests, ...elsewhere.map(({ file }) => file)])];
  return [
    [claim, ...notes].join(' '),
    by.join(', '),
    [...files, ...(wholeSuite === undefined ? [] : [wholeSuite])].map((file) => `\`${file}\``).join(', '),
  ];
}

function beliefRow({ belief, source, wrong, look }: Belief): readonly string[] {
  return [belief, source, wrong, look];
}

function probeRow({ need, works, instead = '' }: ProbeRow): readonly string[] {
  return [need, works ? 'does it' : 'does not', instead];
}

function substitutionRow({ name, by, independent, reason }: Substitution): readonly string[] {
  return [name, by, independent ? 'checked' : 'our belief', reason];
}

/** The versions that are pinned, as `name 1.2.3`, of a Python requirements file or a package.json. */
function versionsOf({ pinned }: Source): string {
  if (pinned === undefined) return '';
  const [file, ...packages] = pinned;
  const text = readFileSync(join(packageRoot(), file), 'utf8');
  return packages
    .map((name) => {
      // A peer dependency is a range, which no version follows from.
      const version = new RegExp(`^\\s*"?${name}(?:==|": ")(\\d[^"\\s]*)`, 'm').exec(text)?.[1];
      if (version === undefined) throw new Error(`${file} does not pin ${name}.`);
      return `${name} ${version}`;
    })
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
