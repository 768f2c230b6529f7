import { type SampleProject, welcomeProject } from './command-line';

const event = {
  source: 'shop',
  'detail-type': 'record.created',
  detail: { objectType: 'contact', objectId: '8', properties: { country: 'ES' } },
};
const entry = { Source: 'shop', DetailType: 'record.created', Detail: JSON.stringify(event.detail) };

describe('the file of an event', () => {
  let project: SampleProject;
  beforeAll(() => {
    project = welcomeProject();
  });
  afterAll(() => project.remove());
  const run = (content: unknown) => {
    project.write('event.json', content);
    return project.run(['run', 'welcome', '--event', 'event.json']);
  };

  it.each<[string, object, string, string]>([
    [
      'a key in another spelling',
      { source: 'shop', detailType: 'record.created', detail: event.detail },
      'event.json:3:3 error unknown-key There is no `detail-type`, and here stands `detailType`.',
      'Did you mean `detail-type`?',
    ],
    [
      'an id in another spelling',
      { ...event, detail: { objectType: 'contact', objectid: '8' } },
      'error unknown-key There is no `detail.objectId`, and here stands `objectid`.',
      'Did you mean `objectId`?',
    ],
    [
      'a source that only AWS has',
      { ...event, source: 'aws.shop' },
      'event.json:2:13 error reserved-source `aws.shop` is a source of AWS itself',
      'which does not begin with `aws.`',
    ],
    [
      'a type nearly of the name',
      { ...event, detail: { ...event.detail, objectType: 'contct' } },
      'error wrong-object-type The workflow is for records of type contact, and this is a contct.',
      'Did you mean `contact`? The workflow names its type in workflows/welcome/workflow.json:4:17.',
    ],
    [
      'a type of another name',
      { ...event, detail: { ...event.detail, objectType: 'deal' } },
      'error wrong-object-type The workflow is for records of type contact, and this is a deal.',
      'Write `"objectType": "contact"`, or run another workflow.',
    ],
  ])('is refused before anything runs with %s', async (_, content, problem, remedy) => {
    const { code, output, errors } = await run(content);

    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors).toContain(problem);
    expect(errors).toContain(remedy);
    expect(errors).toContain('1 error');
  });

  it('is warned of where properties nearly have their name; the record is unknown then, which has a remedy', async () => {
    const { properties, ...detail } = event.detail;

    const { code, output, errors } = await run({ ...event, detail: { ...detail, propertes: properties } });

    expect(code).toBe(1);
    expect(errors).toContain(
      'warning unknown-key There is no `detail.properties`, and here stands `propertes`.',
    );
    expect(output).toContain('RecordNotFound: there is no contact 8');
    expect(output).toContain('→ give the event `detail.properties`, or store the record first');
  });

  it('is not warned of with keys of its author, and those that EventBridge adds', async () => {
    const { code, errors } = await run({
      ...event,
      version: '0',
      account: '1',
      'replay-name': 'x',
      detail: { ...event.detail, propertes: 'mine', total: 3 },
    });

    expect(code).toBe(0);
    expect(errors).not.toContain('unknown-key');
  });

  it.each<[string, unknown, string]>([
    ['a list of entries', [entry, entry], 'Write it so, one of the 2: '],
    ['an entry', entry, 'Write it so: '],
    ['a request', { Entries: [entry] }, 'Write it so: '],
  ])('is refused where it is %s of PutEvents, with the event that it means', async (_, content, remedy) => {
    const { code, errors } = await run(content);

    expect(code).toBe(1);
    expect(errors).toContain('event.json has the form of PutEvents, and must hold one event');
    expect(errors).toContain(`${remedy}${JSON.stringify(event)}`);
  });
});
