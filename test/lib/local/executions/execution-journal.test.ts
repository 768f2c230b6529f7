import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionStatusChange } from '../../../../lib/local/events/execution-status-event';
import { ExecutionJournal } from '../../../../lib/local/executions/execution-journal';

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
const file = join(folder, 'journal');
afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function change(name: string, status: string): ExecutionStatusChange {
  return {
    executionArn: `arn:${name}`,
    stateMachineArn: 'arn:machine',
    name,
    status,
    startDate: 1_000,
    stopDate: status === 'RUNNING' ? null : 2_000,
    input: '{"secret":false}',
    output: status === 'RUNNING' ? null : '{"big":"output"}',
    redriveCount: 0,
    redriveDate: null,
  };
}

function lostAfter(...changes: [name: string, status: string][]): readonly ExecutionStatusChange[] {
  const { journal } = ExecutionJournal.open(file, 5_000);
  for (const [name, status] of changes) journal.note(change(name, status));
  return ExecutionJournal.open(file, 5_000).lost;
}

describe('the journal of executions', () => {
  it('has lost none where there was none', () => {
    expect(ExecutionJournal.open(file, 5_000).lost).toEqual([]);
  });

  it('gives those that ran as aborted, with their input', () => {
    expect(lostAfter(['a', 'RUNNING'], ['b', 'RUNNING'], ['a', 'SUCCEEDED'])).toEqual([
      {
        ...change('b', 'RUNNING'),
        status: 'ABORTED',
        stopDate: 5_000,
        error: 'Local.RuntimeStopped',
        cause: 'The local runtime ended while the execution ran.',
      },
    ]);
  });

  it('knows one that was redriven as running', () => {
    const lost = lostAfter(['other', 'RUNNING'], ['a', 'RUNNING'], ['a', 'FAILED'], ['a', 'RUNNING']);
    expect(lost.map(({ name }) => name)).toEqual(['other', 'a']);
  });

  it('tells of each once', () => {
    lostAfter(['a', 'RUNNING']);
    expect(ExecutionJournal.open(file, 5_000).lost).toEqual([]);
  });

  it('throws nothing where its folder is gone, and says so: what it is told of has happened already', () => {
    const inside = mkdtempSync(join(folder, 'gone-'));
    const { journal } = ExecutionJournal.open(join(inside, 'journal'), 5_000);
    expect(journal.failure()).toBeUndefined();

    rmSync(inside, { recursive: true });
    journal.note(change('a', 'RUNNING'));

    expect(journal.failure()).toMatchObject({ code: 'store-lost', file: join(inside, 'journal') });
  });

  it('keeps nothing when nothing runs any more, and no outputs at all', () => {
    const { journal } = ExecutionJournal.open(file, 5_000);
    journal.note(change('a', 'RUNNING'));
    journal.note(change('b', 'RUNNING'));
    journal.note(change('a', 'SUCCEEDED'));
    expect(readFileSync(file, 'utf8')).not.toContain('output');
    journal.note(change('b', 'FAILED'));
    expect(statSync(file).size).toBe(0);
  });
});
