// Jest reads TypeScript through esbuild: types are checked once, by `npm run types`.
const { transformSync } = require('esbuild');

module.exports = {
  process(source, filename) {
    const { code, map } = transformSync(source, {
      loader: filename.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      // `import()` becomes `require`: Jest's sandbox has no dynamic imports.
      supported: { 'dynamic-import': false },
      sourcefile: filename,
      sourcemap: true,
    });
    return { code, map };
  },
};
