import { environmentNames } from '../../../../lib/local/try/environment-names';

describe('environmentNames', () => {
  it.each<[source: string, names: readonly string[]]>([
    ['process.env.TOKEN', ['TOKEN']],
    ['process.env?.TOKEN', ['TOKEN']],
    ['process.env["TOKEN"] + process.env[`OTHER`]', ['OTHER', 'TOKEN']],
    [
      'const { TOKEN, KEY: key, PORTAL = "1", URL: url = "x" } = process.env',
      ['KEY', 'PORTAL', 'TOKEN', 'URL'],
    ],
    ['const env = process.env;\nuse(env.TOKEN, env["KEY"])', ['KEY', 'TOKEN']],
    ['const { env } = process;\nconst { TOKEN } = env', ['TOKEN']],
    ['const { env: e } = process;\nuse(e.TOKEN)', ['TOKEN']],
    ['const $env = process.env;\nuse($env.TOKEN)', ['TOKEN']],
    ['new Client({ accessToken: process.env.secretName })', ['secretName']],
    ['const { secrets, ...rest } = process.env', ['secrets']],
    ['let t; ({ TOKEN: t } = process.env)', ['TOKEN']],
    ['import { x } from "y";\nexport const main = () => process.env.TOKEN', ['TOKEN']],
  ])('finds in %j the names %j', async (source, names) => {
    expect(await environmentNames(source, 'js')).toEqual(names);
  });

  it.each([
    ['a comment', '// process.env.TOKEN\n/* process.env.OTHER */ 1'],
    ['a computed name', 'process.env[name]'],
    [
      'what Lambda, Node and the shell set',
      'process.env.AWS_REGION + process.env.NODE_ENV + process.env.PATH',
    ],
    ['another environment', 'my.process.env.TOKEN + env.OTHER'],
    ['a name that no secret can have', 'process.env["A-B"]'],
    ['a file that does not parse', 'process.env.TOKEN +'],
  ])('finds nothing in %s', async (_what, source) => {
    expect(await environmentNames(source, 'js')).toEqual([]);
  });

  it('reads TypeScript', async () => {
    const source = 'const token: string = process.env.TOKEN!;\nconst key = process.env.KEY as string;';

    expect(await environmentNames(source, 'ts')).toEqual(['KEY', 'TOKEN']);
  });
});
