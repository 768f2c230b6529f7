// A reporter of Jest's: gives the run of `npm run test:cloud` to main.ts, which holds docs/verified.md to it. A run of some
// of its tests shows nothing of the others, and is not looked at.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');

const root = join(__dirname, '../../..');

module.exports = class ClaimsReporter {
  constructor(globalConfig) {
    const { testPathPatterns, testNamePattern } = globalConfig;
    this.isWhole = (testPathPatterns?.patterns ?? []).length === 0 && !testNamePattern;
    this.tests = [];
  }

  onTestResult(test, { testResults, testExecError }) {
    const project = test.context.config.displayName?.name ?? '';
    const file = relative(root, test.path);
    for (const { fullName, status } of testResults) {
      this.tests.push({ project, file, title: fullName, passed: status === 'passed' && !testExecError });
    }
    if (testExecError) this.tests.push({ project, file, title: '', passed: false });
  }

  onRunComplete() {
    if (!this.isWhole) return;
    const folder = mkdtempSync(join(tmpdir(), 'coded-actions-claims-'));
    const file = join(folder, 'run.json');
    writeFileSync(file, JSON.stringify(this.tests));
    const deed = process.env.WRITE_VERIFIED ? 'write' : 'check';
    const { status, stderr } = spawnSync(
      process.execPath,
      ['bin/launch.mjs', 'test/cloud/claims/main.ts', deed, file],
      { cwd: root, encoding: 'utf8' },
    );
    process.stderr.write(stderr);
    rmSync(folder, { recursive: true, force: true });
    if (status !== 0) this.error = new Error('docs/verified.md is stale.');
  }

  getLastError() {
    return this.error;
  }
};
