import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition } from '../../../lib/compiler/check-definition';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow';
import { packageRoot } from '../../../lib/package-root';
import { recordToItem } from '../../../lib/records/record-item';
import { graphOf } from './graph-of';
import { TestStage } from './machine-run';

const example = (name: string) =>
  JSON.parse(readFileSync(join(packageRoot(), 'workflows', name, 'workflow.json'), 'utf8'));

describe('x', () => {
  it('runs', async () => {
    const compiled = compileWorkflow(graphOf(example('rotate-leads')));
    expect(checkDefinition(compiled.definition)).toEqual([]);
    const stage = await TestStage.open();
    stage.actions = { availability: () => ({ owner_id: '7', owner_name: 'Bo' }) };
    await stage.put(
      recordToItem({
        objectType: 'contact',
        objectId: '1001',
        properties: { country: 'ES', email: 'a@b', vip: true },
        version: 3,
        createdAt: 'x',
        updatedAt: 'y',
        writer: 'user',
      }),
    );
    const run = await stage.run(compiled, { objectId: '1001' });
    console.log(
      JSON.stringify(run.visits),
      run.status,
      run.output,
      run.error,
      run.cause,
      run.transitions,
      JSON.stringify(run.variables),
      JSON.stringify(stage.events),
      JSON.stringify(stage.invocations),
    );
    console.log(
      JSON.stringify(await stage.item('record#contact#1001', 'record')),
      JSON.stringify(await stage.item('record#contact#1001', 'marker#rotate-leads')),
    );
    console.log(JSON.stringify(compiled, null, 1));
  });
});
