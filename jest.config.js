/** `unit` is `npm test`; `e2e` and `cloud` are the slower suites that `.ci/run` adds. */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '\\.[jt]s$': '<rootDir>/test/esbuild-transform.js' },
  setupFilesAfterEnv: ['<rootDir>/test/patience.js'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/dist', '<rootDir>/.coded-actions'],
};

module.exports = {
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/cloud/'],
      setupFiles: ['<rootDir>/test/setup.js'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'cloud',
      testMatch: ['<rootDir>/test/cloud/**/*.test.ts'],
    },
    {
      ...shared,
      // The tests of the compiler again: what they execute is executed in moto's interpreter too.
      displayName: 'replay',
      testMatch: ['<rootDir>/test/lib/compiler/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/setup.js'],
      setupFilesAfterEnv: [...shared.setupFilesAfterEnv, '<rootDir>/test/oracles/replay-in-moto.ts'],
    },
  ],
};
