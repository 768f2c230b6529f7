import { compiled, TestStage } from '../machine-run';

const arm = (id: string) => [{ id, type: 'emit', event: id }];

/** Which way a branch goes for a contact with such properties: the event of the arm. */
async function wayOf(branch: object, properties: object) {
  const stage = await TestStage.open();
  await stage.putContact({ ...properties });
  const run = await stage.run(compiled({ steps: [{ id: 'choose', type: 'branch', ...branch }] }), {
    objectId: '1001',
  });
  const taken = stage.events.map((event) => (event as { DetailType: string }).DetailType);
  return { run, taken };
}

describe('a branch by conditions', () => {
  it.each<[when: string, properties: object, way: string]>([
    ['$record.age > 17', { age: 18 }, 'yes'],
    ['$record.age > 17', { age: 17 }, 'no'],
    ['$record.age > 17', {}, 'no'],
    ['$record.nothing', {}, 'no'],
    ['$not($record.nothing)', {}, 'no'],
    ['$record.nothing != null', {}, 'no'],
    ['$exists($record.nothing)', {}, 'no'],
    ['$record.name', { name: 'Ana' }, 'yes'],
    ['$record.name', { name: '' }, 'no'],
    ['$record.tags', { tags: ['x'] }, 'yes'],
    ['$record.tags', { tags: [] }, 'no'],
    ['"x" in $record.tags', { tags: ['x'] }, 'yes'],
    ['$record.id = 1', { id: '1' }, 'no'],
    ['$number($record.id) = 1', { id: '1' }, 'yes'],
    ['$trigger.detail.x', {}, 'no'],
  ])('goes, for %s and %j, the way of %s', async (when, properties, way) => {
    const branch = { branches: [{ when: `{% ${when} %}`, steps: arm('yes') }], else: arm('no') };

    const { run, taken } = await wayOf(branch, properties);

    expect(run.status).toBe('SUCCEEDED');
    expect(taken).toEqual([way]);
  });

  it('takes the first arm that is true', async () => {
    const branch = {
      branches: [
        { when: '{% false %}', steps: arm('a') },
        { when: '{% true %}', steps: arm('b') },
        { when: '{% true %}', steps: arm('c') },
      ],
    };
    expect((await wayOf(branch, {})).taken).toEqual(['b']);
  });

  it('costs one transition, also where no arm and no else has steps', async () => {
    const { run } = await wayOf({ branches: [{ when: '{% true %}', steps: [] }] }, {});
    expect(run.status).toBe('SUCCEEDED');
    expect(run.transitions).toBe(4);
  });

  it('fails the run for a condition that cannot be evaluated', async () => {
    const { run } = await wayOf({ branches: [{ when: '{% $record.age > "a" %}', steps: [] }] }, { age: 1 });
    expect(run.error).toBe('States.QueryEvaluationError');
  });

  it.each([
    [
      'an arm',
      [{ when: '{% $steps.visit.out != "stop" %}', steps: [{ id: 'g', type: 'goto', to: 'visit' }] }],
      [],
    ],
    [
      'else',
      [{ when: '{% $steps.visit.out = "stop" %}', steps: [] }],
      [{ id: 'g', type: 'goto', to: 'visit' }],
    ],
  ])('counts a goto at the end of %s', async (_, branches, otherwise) => {
    const stage = await TestStage.open();
    await stage.putContact();
    let count = 0;
    stage.actions = { visit: () => ({ out: ++count < 3 ? 'go' : 'stop' }) };
    const steps = [
      { id: 'visit', type: 'code', action: './a.js', outputs: { out: 'string' } },
      { id: 'b', type: 'branch', branches, else: otherwise },
    ];

    const run = await stage.run(compiled({ steps }), { objectId: '1001' }, 'r');

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.invocations.map(({ callbackId }) => callbackId)).toEqual([
      'test:r:visit:0',
      'test:r:visit:1',
      'test:r:visit:2',
    ]);
  });
});

describe('a branch by value', () => {
  const branch = {
    value: '{% $record.status %}',
    branches: [
      { equals: ['won', 'lost'], steps: arm('over') },
      { equals: 'open', steps: arm('open') },
      { equals: 5, steps: arm('five') },
      { equals: false, steps: arm('off') },
      { equals: 'a "quoted" \\ text', steps: arm('quoted') },
    ],
    else: arm('other'),
  };

  it.each<[status: unknown, way: string]>([
    ['won', 'over'],
    ['lost', 'over'],
    ['open', 'open'],
    [5, 'five'],
    ['5', 'other'],
    [false, 'off'],
    ['a "quoted" \\ text', 'quoted'],
    [undefined, 'other'],
    [['won'], 'other'],
  ])('goes, for %j, the way of %s', async (status, way) => {
    const { run, taken } = await wayOf(branch, status === undefined ? {} : { status });
    expect(run.status).toBe('SUCCEEDED');
    expect(taken).toEqual([way]);
  });
});
