import fc from 'fast-check';
import type { StackTemplate } from '../../lib/stacks/template';
import { asExecutionsFindIt } from './fixtures/as-executions-find-it';
import { type Assembly, type ProjectFiles, synthesize } from './fixtures/project';
import { offers } from './fixtures/workflows';
import { comparableHistory } from './scenarios/comparable-history';
import { type Observed, runScenario } from './scenarios/run-scenario';
import type { Scenario } from './scenarios/scenario';
import { type ScriptedSystem, startScriptedSystem } from './scenarios/scripted-system';
import { localWorld } from './worlds/local-world';
import { inTheWait, offerKeys, wanted } from './worlds/offers-stage';

const made: Assembly[] = [];
let system: ScriptedSystem;

beforeAll(async () => {
  system = await startScriptedSystem();
});
afterEach(() => {
  for (const { remove } of made.splice(0)) remove();
});
afterAll(() => system.close());

async function assembly(files: ProjectFiles): Promise<Assembly> {
  const synthesized = await synthesize(files);
  made.push(synthesized);
  return synthesized;
}

/** One record that waits three days and finishes, one whose run fails, is redriven, waits and finishes. */
const story: Scenario = {
  title: 'a record is enrolled, fails, is redriven, waits three days and finishes',
  claims: [],
  answers: [{ status: 403 }, { body: { amount: 10 } }],
  does: [wanted(), inTheWait, { redrive: 'offers' }, inTheWait],
  runs: [],
};

/** Plays the story in an assembly that runs on this machine, with the policies of its roles. */
async function play(of: Assembly, scenario = story): Promise<Observed> {
  const world = await localWorld(of.folder, { SYSTEM_URL: system.url, ...offerKeys });
  try {
    return await runScenario(world, scenario, system, 'ana');
  } finally {
    await world.close();
  }
}

/** What came of it, without what only names a place or a time. */
function comparable({ runs, properties, keys }: Observed) {
  return {
    histories: runs.map(comparableHistory),
    status: runs.map(({ status }) => status),
    properties,
    keys,
  };
}

describe('A deploy on this machine', () => {
  it.each<[string, ProjectFiles, ProjectFiles]>([
    ['other actions, steps, outputs and secrets, and a step that is gone', offers.first, offers.second],
    ['a step in place of another', offers.first, offers.between],
    ['the older version again', offers.second, offers.first],
  ])(
    'lets runs finish, fail and be redriven on what they began with: %s [deploys-here]',
    async (_title, first, second) => {
      const [before, after] = [await assembly(first), await assembly(second)];
      const deployed = asExecutionsFindIt('offers', before, after);
      made.push(deployed);

      const found = await play(deployed);

      expect(found.runs).toMatchObject([{ status: 'SUCCEEDED' }]);
      expect(comparable(found)).toEqual(comparable(await play(before)));
    },
  );

  it('gives new runs the new version [deploys-here]', async () => {
    const { runs, properties, keys } = await play(await assembly(offers.second));

    expect(runs).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(properties).toMatchObject({ signed_by: 'the second version, for 10 EUR' });
    expect(keys).toEqual(['price-2', 'price-2', 'confirm-2']);
  });

  it('would be found out that takes a grant from the role of the machine [deploys-here]', async () => {
    const [before, after] = [await assembly(offers.first), await assembly(offers.second)];
    const deployed = asExecutionsFindIt('offers', before, after, (left) =>
      withoutGrants(left, 'statemachine'),
    );
    made.push(deployed);

    const { runs } = await play(deployed, { ...story, does: [wanted()] });

    expect(runs).toMatchObject([{ status: 'FAILED' }]);
    const failure = runs[0]?.history.findLast(({ type }) => type === 'ExecutionFailed');
    expect(failure?.executionFailedEventDetails?.cause).toMatch(
      /not authorized to perform: dynamodb:GetItem/,
    );
  });

  it('would be found out that deletes a function which runs call [deploys-here]', async () => {
    const [before, after] = [await assembly(offers.first), await assembly(offers.second)];
    const deployed = asExecutionsFindIt('offers', before, after, ({ Resources }) => ({
      Resources: Object.fromEntries(
        Object.entries(Resources).filter(([id]) => !id.startsWith('signFunction')),
      ),
    }));
    made.push(deployed);

    await expect(play(deployed)).rejects.toThrow(/signFunction/);
  });

  it('lets runs finish on what they began with, whatever changes [deploys-here]', async () => {
    await fc.assert(
      fc.asyncProperty(version, version, async (first, second) => {
        const [before, after] = [await assembly(workflowOf(first)), await assembly(workflowOf(second))];
        const deployed = asExecutionsFindIt('offers', before, after);
        made.push(deployed);
        const scenario = { ...story, does: [wanted()] };

        const found = await play(deployed, scenario);

        expect(found.runs).toMatchObject([{ status: 'SUCCEEDED' }]);
        expect(comparable(found)).toEqual(comparable(await play(before, scenario)));
      }),
      { numRuns: 3 },
    );
  }, 240_000);
});

function withoutGrants({ Resources }: StackTemplate, role: string): StackTemplate {
  const changed = Object.entries(Resources).map(([id, resource]) =>
    resource.Type === 'AWS::IAM::Role' && id.startsWith(`${role}Role`)
      ? [id, { ...resource, Properties: { ...resource.Properties, Policies: [] } }]
      : [id, resource],
  );
  return { Resources: Object.fromEntries(changed) };
}

/** A code step of a version: what it answers, and what it reads of the secrets. */
interface Step {
  readonly id: string;
  readonly answer: string;
  readonly secrets: readonly string[];
  readonly memory: number;
  readonly output: string;
}

const version: fc.Arbitrary<readonly Step[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('price', 'sign', 'audit'),
    answer: fc.constantFrom('one', 'two'),
    secrets: fc.subarray(Object.keys(offerKeys)),
    memory: fc.constantFrom(128, 256),
    output: fc.constantFrom('by', 'who'),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
);

/**
 * A version of `offers` whose steps stand around three days of waiting, and tell how long the secrets are that they read:
 * a secret itself is refused as an output.
 */
function workflowOf(steps: readonly Step[]): ProjectFiles {
  const codeSteps = steps.map(({ id, secrets, memory, output }) => ({
    id,
    type: 'code',
    action: `./${id}.js`,
    secrets,
    memory,
    outputs: { [output]: 'string' },
  }));
  const all = steps.map(({ id, output }) => `$steps.${id}.${output}`).join(` & ', ' & `);
  const actions = steps.map(({ id, answer, secrets, output }) => [
    `workflows/offers/${id}.js`,
    `exports.main = async () => ({ outputFields: { ${output}: [${secrets
      .map((name) => `'${name} of ' + String(process.env.${name}).length`)
      .concat(`'${answer}'`)
      .join(', ')}].join('+') } });\n`,
  ]);
  return {
    'workflows/offers/workflow.json': {
      name: 'offers',
      objectType: 'contact',
      secrets: Object.keys(offerKeys),
      enrollment: { triggers: [{ event: 'offer.wanted' }] },
      steps: [
        ...codeSteps.slice(0, 1),
        { id: 'threeDays', type: 'delay', for: '3 days' },
        ...codeSteps.slice(1),
        { id: 'store', type: 'setProperties', properties: { signed_by: `{% ${all} %}` } },
      ],
    },
    ...Object.fromEntries(actions),
  };
}
