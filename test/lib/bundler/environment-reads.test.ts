import { type EnvironmentRead, environmentReads } from '../../../lib/bundler/environment-reads';

/** `NAME use`, in the order of the text. */
function written({ name, use }: EnvironmentRead): string {
  return `${name} ${use}`;
}

describe('environmentReads', () => {
  it.each<[source: string, ...reads: string[]]>([
    ['process.env.TOKEN', 'TOKEN required'],
    ['process.env?.TOKEN', 'TOKEN required'],
    ['process.env["TOKEN"] + process.env[`OTHER`]', 'TOKEN required', 'OTHER required'],
    [
      'const { TOKEN, KEY: key, PORTAL = "1", URL: url = "x" } = process.env',
      'TOKEN required',
      'KEY required',
      'PORTAL provided',
      'URL provided',
    ],
    ['const env = process.env;\nuse(env.TOKEN, env["KEY"])', 'TOKEN required', 'KEY required'],
    ['const { env } = process;\nconst { TOKEN } = env', 'TOKEN required'],
    ['const { env: e } = process;\nuse(e.TOKEN)', 'TOKEN required'],
    ['const $env = process.env;\nuse($env.TOKEN)', 'TOKEN required'],
    ['new Client({ accessToken: process.env.secretName })', 'secretName required'],
    ['const { secrets, ...rest } = process.env', 'secrets required'],
    ['let t; ({ TOKEN: t } = process.env)', 'TOKEN required'],
    ['import { x } from "y";\nexport const main = () => process.env.TOKEN', 'TOKEN required'],
    ['`Bearer ${process.env.TOKEN}`', 'TOKEN required'],
  ])('finds in %j the reads %j', async (source, ...reads) => {
    expect((await environmentReads(source, 'js')).map(written)).toEqual(reads);
  });

  it.each<[source: string, use: EnvironmentRead['use']]>([
    ['use(process.env.X || "y")', 'provided'],
    ['use(process.env.X ?? "y")', 'provided'],
    ['use(process.env["X"] ?? "y")', 'provided'],
    ['use(process.env.X ? process : "y")', 'provided'],
    ['use(process.env.X?.trim())', 'provided'],
    ['if (process.env.X) go()', 'provided'],
    ['process.env.X && go()', 'provided'],
    ['if (a && process.env.X) go()', 'provided'],
    ['process.env.X = "y"', 'provided'],
    ['process.env.X ??= "y"', 'provided'],
    ['if (!process.env.X) throw 1', 'tested'],
    ['if (process.env.X === "on") go()', 'tested'],
    ['if (undefined == process.env.X) throw 1', 'tested'],
    ['delete process.env.X', 'tested'],
    ['typeof process.env.X', 'tested'],
    ['use(process.env.X.trim())', 'required'],
    ['use(a || process.env.X)', 'required'],
    ['const x = () => process.env.X', 'required'],
    ['const x = process.env.X; if (!x) throw 1', 'required'],
  ])('says of %j that the value is %s', async (source, use) => {
    expect((await environmentReads(source, 'js')).map(written)).toEqual([`X ${use}`]);
  });

  it('lets each of two variables stand in for the other', async () => {
    const reads = await environmentReads('use(process.env.OLD ?? process.env.NEW)', 'js');

    expect(reads.map(written)).toEqual(['OLD provided', 'NEW provided']);
  });

  it('tells the places, in characters as editors count', async () => {
    const source = `// the first line
const { KEY,
  PORTAL: portal } = process.env;
const smile = "💥ü" + process
  .env.TOKEN;
`;
    const places = (await environmentReads(source, 'js')).map(
      ({ name, line, column }) => `${name} ${line}:${column}`,
    );

    expect(places).toEqual(['KEY 2:9', 'PORTAL 3:3', 'TOKEN 4:23']);
  });

  it.each([
    ['a comment', '// process.env.TOKEN\n/* process.env.OTHER */ 1'],
    ['a text', 'throw new Error("Set process.env.TOKEN")'],
    ['a template, outside its expressions', 'throw `Set process.env.TOKEN: ${why}`'],
    ['a regular expression', '/process.env.TOKEN/.test(x)'],
    ['a computed name', 'process.env[name]'],
    [
      'what Lambda, Node and the shell set',
      'process.env.AWS_REGION + process.env.NODE_ENV + process.env.PATH',
    ],
    ['another environment', 'my.process.env.TOKEN + env.OTHER'],
    ['a name that no secret can have', 'process.env["A-B"]'],
    ['a file that does not parse', 'process.env.TOKEN +'],
    ['a file too large to be written by hand', `process.env.TOKEN;${' '.repeat(512 * 1024)}`],
  ])('finds nothing in %s', async (_what, source) => {
    expect(await environmentReads(source, 'js')).toEqual([]);
  });

  it('reads TypeScript', async () => {
    const source =
      'const token: string = process.env.TOKEN!;\nconst key = (process.env.KEY as string) || "none";';

    expect((await environmentReads(source, 'ts')).map(written)).toEqual(['TOKEN required', 'KEY provided']);
  });

  describe('of the modern form', () => {
    const inAction = (code: string) => `import { action } from 'coded-actions';\n${code}`;

    it.each<[source: string, ...reads: string[]]>([
      ['export default action(async ({ secrets }) => use(secrets.TOKEN))', 'TOKEN required'],
      ['export default action(async ({ secrets, log }) => use(secrets["TOKEN"] ?? 1))', 'TOKEN provided'],
      ['export default action(async ({ secrets: own }) => use(own.TOKEN))', 'TOKEN required'],
      [
        'export default action(async ({ inputs, secrets: { A, B: b, C = "x" } }) => use(A, b, C))',
        'A required',
        'B required',
        'C provided',
      ],
      ['export default action(async ({ secrets }) => { const { A } = secrets; use(A); })', 'A required'],
      ['export default action(async (context) => use(context.secrets.A))', 'A required'],
      ['export default action((context) => { const { secrets } = context; use(secrets.A); })', 'A required'],
      ['export default action(function (c) { const { A } = c.secrets; use(A); })', 'A required'],
      ['const run = async ({ secrets }) => secrets.A;\nexport default action(run)', 'A required'],
      ['export default action(async ({ secrets }) => { if (!secrets.A) throw 1; })', 'A tested'],
    ])('finds in %j the reads %j', async (source, ...reads) => {
      const found = await environmentReads(inAction(source), 'js');

      expect(found.map(written)).toEqual(reads);
      expect(found.every(({ isGiven }) => isGiven)).toBe(true);
    });

    it('finds them in TypeScript, with their places', async () => {
      const source = inAction(
        `export default action<{ a: string }, { b: string }, 'KEY'>(async ({ secrets: { KEY } }) => ({ b: KEY }));`,
      );

      expect(await environmentReads(source, 'ts')).toEqual([
        { name: 'KEY', line: 2, column: 80, use: 'required', isGiven: true },
      ]);
    });

    it('finds none where the file imports no action, or what is called secrets is another thing', async () => {
      expect(await environmentReads('const f = ({ secrets }) => secrets.A', 'js')).toEqual([]);
      expect(await environmentReads(inAction('const secrets = read();\nuse(secrets.A)'), 'js')).toEqual([]);
    });
  });
});
