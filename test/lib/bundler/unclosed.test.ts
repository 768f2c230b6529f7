import { unclosed } from '../../../lib/bundler/unclosed';

describe('unclosed', () => {
  it.each<[what: string, source: string, expected: string | undefined]>([
    ['the one brace', 'exports.main = async () => {\n  return 1;\n\n', '1:28 {'],
    ['the brace whose closing stands further left', 'a(() => {\n  if (x) {\n    go();\n};\n', '2:10 {'],
    ['the inner of two', 'a(() => {\n  b([1, 2\n', '2:5 ['],
    ['a bracket that another closes', 'a(() => {\n  b(1;\n});\n', '2:4 ('],
    ['a template', 'const a = 1;\nconst b = `x ${a} y;\n', '2:11 `'],
    ['not what stands in texts', 'f("{", \'(\', `[`, {\n', '1:18 {'],
    ['not what stands in comments', '// {\n/* (\n[ */ f(\n', '3:7 ('],
    ['not what stands in regular expressions', 'x = /[{(]/.test(y) && /\\(/;\nf(\n', '2:2 ('],
    ['not what is divided', 'f(a / b / {\n', '1:11 {'],
    ['nothing where all is closed', 'f({ a: [1] });\n', undefined],
  ])('finds %s', (_what, source, expected) => {
    const found = unclosed(source);

    expect(found && `${found.line}:${found.column} ${found.written}`).toBe(expected);
  });
});
