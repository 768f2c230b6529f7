import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { recordUpdateState } from '../../../lib/compiler/steps/record-update';
import { setProperties } from '../../../lib/compiler/steps/set-properties';
import { IntegrationError } from '../../../lib/local/states';
import { exampleOf, isNode, type StepExample, stepExamples } from '../workflow/step-examples';
import { compiled, TestStage } from './machine-run';

/** A workflow of the example, behind the examples that it names. */
function workflowOf({ before, written, secrets }: StepExample): CompiledWorkflow {
  return compiled({ secrets, steps: [...before.map(({ example }) => example), written] });
}

/** Attributes that say when and how often something was written: a write that is repeated may count there. */
const bookkeeping = [
  'version',
  'enrollments',
  'createdAt',
  'updatedAt',
  'enrolledAt',
  'startedAt',
  'endedAt',
  'expiresAt',
];

/**
 * What a run has done to the world. An event or a call that was made twice under one key is one: its receiver passes over
 * the second (docs/events.md, docs/actions.md).
 */
async function effectsOf(workflow: CompiledWorkflow, options: { losing: boolean }) {
  const stage = await TestStage.open();
  await stage.putContact({ email: 'a@example.com', country: 'ES' });
  stage.actions = Object.fromEntries(
    workflow.actions.map(({ step, declaration }) => [
      step,
      () => Object.fromEntries(Object.keys(declaration.outputs).map((name) => [name, '7'])),
    ]),
  );
  const lost = new Set<string>();
  stage.after = ({ stateName, service }) => {
    if (!options.losing || lost.has(stateName)) return;
    lost.add(stateName);
    // How Step Functions names it where a service was asked and nothing came back.
    if (service === 'lambda') throw new IntegrationError('Lambda.SdkClientException', 'Read timed out');
    throw new Error('The answer got lost.');
  };
  const { status, cause } = await stage.run(workflow, { objectId: '1001' });
  const items = (await stage.items()).map((item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !bookkeeping.includes(name))),
  );
  return {
    lost,
    effects: {
      status,
      cause,
      items,
      events: [...new Set(stage.events.map((event) => JSON.stringify(event)))],
      calls: [
        ...new Set(stage.invocations.map(({ callbackId, inputs }) => JSON.stringify({ callbackId, inputs }))),
      ],
    },
  };
}

describe('a machine whose every answer gets lost once, and every request is made again', () => {
  it.each(stepExamples.filter(isNode).map((example) => [example.type.type, example] as const))(
    'does what it does once, with the example of %s',
    async (_, example) => {
      const workflow = workflowOf(example);
      const calm = await effectsOf(workflow, { losing: false });

      const losing = await effectsOf(workflow, { losing: true });

      expect(calm.effects.status).toBe('SUCCEEDED');
      expect(losing.effects).toEqual(calm.effects);
      const tasks = Object.entries(workflow.definition.States).filter(([, { Type }]) => Type === 'Task');
      expect(tasks.filter(([name]) => losing.lost.has(name)).length).toBeGreaterThanOrEqual(3);
    },
  );

  it('is told from one that adds to what the record has, which is not safe to repeat', async () => {
    const compile = jest.spyOn(setProperties, 'compile').mockImplementation((_, context) => ({
      state: recordUpdateState(context, {
        set: '["#properties.#n = if_not_exists(#properties.#n, :zero) + :one"]',
        names: ['{"#n": "tries"}'],
        values: ['{":zero": {"N": "0"}}'],
        always: true,
      }),
    }));
    const workflow = workflowOf(exampleOf('setProperties'));
    compile.mockRestore();

    const [calm, losing] = [
      await effectsOf(workflow, { losing: false }),
      await effectsOf(workflow, { losing: true }),
    ];

    expect(JSON.stringify(calm.effects.items)).toContain('"tries":{"N":"1"}');
    expect(JSON.stringify(losing.effects.items)).toContain('"tries":{"N":"2"}');
  });
});
