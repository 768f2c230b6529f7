import { buildSync, type Message } from 'esbuild';
import { messageProblem } from '../../../lib/bundler/message-problem';
import { put, removeSampleProjects, sampleProject } from './sample-project';

afterAll(removeSampleProjects);

const nothingAround = () => ({ names: ['b.ts'], declared: new Set<string>(), installed: false });

/** The first message that esbuild itself has about a file. */
function messageAbout(source: string, file = 'a.js'): Message {
  const project = sampleProject({ 'b.js': 'export const b = 1' });
  put(project, file, source);
  try {
    const { warnings } = buildSync({
      absWorkingDir: project,
      entryPoints: [file],
      bundle: true,
      platform: 'node',
      outdir: 'out',
      write: false,
      logLevel: 'silent',
    });
    if (warnings[0] !== undefined) return warnings[0];
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)) {
      return error.errors[0];
    }
    throw error;
  }
  throw new Error('esbuild had nothing to say.');
}

describe('messageProblem', () => {
  it.each([
    ['a syntax error', 'const x = ;', 'syntax-error', 'Unexpected ";".', 'Correct the code at this place.'],
    [
      'a bracket too many',
      'exports.main = () => {}\n}',
      'syntax-error',
      'Unexpected "}".',
      'Take it out, or open before it what it closes.',
    ],
    [
      'a text without its end',
      'const x = "a;',
      'syntax-error',
      'Unterminated string literal.',
      'Close the text with the quote that it begins with; one of several lines stands in backticks.',
    ],
    ['a missing sign', 'def main(event)', 'syntax-error', 'Expected ";" but found "main".', 'Write ; here.'],
    [
      'a name that is declared twice',
      'let a; let a',
      'syntax-error',
      'The symbol "a" has already been declared.',
      'The symbol "a" was originally declared here a.js:1.',
    ],
    [
      'markup',
      'exports.main = <b/>',
      'syntax-error',
      'The JSX syntax extension is not currently enabled.',
      'Give the file the extension .jsx or .tsx, or remove the markup.',
    ],
    [
      'an export that is not there',
      'import { c } from "./b.js"; c()',
      'unknown-export',
      'No matching export in "b.js" for import "c".',
      'Import a name that the file exports.',
    ],
    [
      'an import that leads nowhere',
      'require("./c")',
      'unresolved-import',
      'There is no file "./c".',
      'Did you mean `./b.ts`?',
    ],
  ])('words %s for the user', (_what, source, code, message, remedy) => {
    expect(messageProblem(messageAbout(source), 'error', nothingAround)).toMatchObject({
      code,
      message,
      remedy,
    });
  });

  it('says of suspicious code why it is', () => {
    const { code, severity, remedy } = messageProblem(
      messageAbout('if (x === NaN) y()'),
      'warning',
      nothingAround,
    );
    expect({ code, severity }).toEqual({ code: 'suspicious-code', severity: 'warning' });
    expect(remedy).toContain('Number.isNaN(x)');
  });

  it('counts columns in characters, from 1, as editors do', () => {
    const { location } = messageProblem(messageAbout('\n/* é ü 😀 */ const x = ;'), 'error', nothingAround);
    expect(location).toEqual({ file: 'a.js', line: 2, column: 24 });
  });

  it('never advises what only a caller of esbuild could do', () => {
    for (const source of ['require("nope")', 'require("./c.png")', 'exports.main = <b/>', 'import "nope"']) {
      const { message, remedy } = messageProblem(messageAbout(source), 'error', nothingAround);
      expect(`${message} ${remedy}`).not.toMatch(/external|loader|bundle-time|You can/);
    }
  });
});
