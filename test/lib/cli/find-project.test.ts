import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProject } from '../../../lib/cli/find-project';
import { SampleProject } from './command-line';

describe('findProject', () => {
  it.each<[what: string, files: Readonly<Record<string, unknown>>]>([
    ['a workflow', { 'workflows/a/workflow.json': {} }],
    ['records.schema.json', { 'records.schema.json': {} }],
    [
      'a package.json that depends on coded-actions',
      { 'package.json': { dependencies: { 'coded-actions': '1' } } },
    ],
    [
      'a package.json that has it for development',
      { 'package.json': { devDependencies: { 'coded-actions': '1' } } },
    ],
    ['the package itself', { 'package.json': { name: 'coded-actions' } }],
  ])('takes the nearest folder with %s', (_what, files) => {
    const project = new SampleProject(files);
    const deep = join(project.directory, 'some', 'folder');
    mkdirSync(deep, { recursive: true });

    const found = [findProject(project.directory), findProject(deep)];

    project.remove();
    expect(found).toEqual([project.directory, project.directory]);
  });

  it.each<[what: string, files: Readonly<Record<string, unknown>>]>([
    ['an empty folder workflows', { 'workflows/a/other.json': {} }],
    ["another project's package.json", { 'package.json': { name: 'other', dependencies: { a: '1' } } }],
    ['a package.json that is broken', { 'package.json': '{' }],
  ])('does not take a folder with %s', (_what, files) => {
    const folder = new SampleProject(files);

    const found = findProject(folder.directory);

    folder.remove();
    expect(found).toBe(findProject(dirname(folder.directory)));
    expect(found).not.toBe(folder.directory);
  });
});
