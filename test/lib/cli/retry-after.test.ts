import { SampleProject } from './command-line';

/** A server that is busy, as axios tells of it; what the action sees goes out with its log lines. */
const busy = `const answers = ANSWERS;
exports.main = async (event) => {
  console.log('try', event.callbackId);
  const answer = answers.shift();
  if (answer === undefined) return { outputFields: { done: true } };
  const [status, retryAfter, url = 'https://api.example.com/a'] = answer;
  const error = new Error('Request failed with status code ' + status);
  error.name = 'AxiosError';
  error.config = { url };
  error.response = { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, config: { url } };
  throw error;
};
`;

type Answer = [status: number, retryAfter?: string, url?: string];

interface Report {
  readonly status: string;
  readonly error?: { readonly name: string; readonly message: string };
  readonly steps: readonly {
    readonly attempts: number;
    readonly skippedMs: number;
    readonly logs: readonly { readonly message: string }[];
  }[];
}

/** With the real bundle and wrapper in a process of its own; only the clock is not real. */
describe('coded-actions run, of an action whose server is busy', () => {
  const project = new SampleProject({
    'package.json': { name: 'sample' },
    'ana.json': { objectType: 'contact', objectId: '1001', properties: {} },
  });
  afterAll(() => project.remove());

  async function run(answers: readonly Answer[], retry?: unknown): Promise<Report> {
    project.write('workflows/busy/workflow.json', {
      name: 'busy',
      objectType: 'contact',
      steps: [{ id: 'ask', type: 'code', action: './ask.js', outputs: { done: 'boolean' }, retry }],
    });
    project.write('workflows/busy/ask.js', busy.replace('ANSWERS', JSON.stringify(answers)));
    const { output } = await project.run(['run', 'busy', '--record', 'ana.json', '--json']);
    return JSON.parse(output);
  }
  const tries = ({ steps }: Report) =>
    (steps[0]?.logs ?? []).map(({ message }) => message).filter((message) => message.startsWith('try '));
  const skipped = ({ steps }: Report) => Math.round((steps[0]?.skippedMs ?? 0) / 1000);

  it.each<[what: string, answers: Answer[], seconds: number]>([
    ['in seconds', [[429, '600']], 600],
    ["in HubSpot's milliseconds", [[429, '600000', 'https://api.hubapi.com/crm']], 600],
    [
      'twice',
      [
        [429, '600'],
        [503, '30'],
      ],
      630,
    ],
    ['between plain retries', [[503], [429, '600'], [503]], 60 + 600 + 60],
  ])('waits in the machine as long as it asks, %s', async (_, answers, seconds) => {
    const report = await run(answers);

    expect(report.status).toBe('succeeded');
    expect(report.steps[0]?.attempts).toBe(answers.length + 1);
    expect(skipped(report)).toBeGreaterThanOrEqual(seconds);
    expect(skipped(report)).toBeLessThan(seconds + 5);
    expect(tries(report)).toHaveLength(answers.length + 1);
    expect(new Set(tries(report)).size).toBe(1);
  });

  it('waits for a date', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const report = await run([[429, date]]);
    expect(report.status).toBe('succeeded');
    expect(skipped(report)).toBeGreaterThan(3_500);
    expect(skipped(report)).toBeLessThan(3_602);
  });

  it('gives up at once where it asks for more time than there is', async () => {
    const report = await run([[429, '300000']]);
    expect([report.status, report.error?.name]).toEqual(['failed', 'CodedActions.Failed']);
    expect(report.error?.message).toContain('the time for retries is over, or would be by then');
  });

  it.each<[unknown, Answer[], number]>([
    [false, [[429, '5']], 1],
    [{ maxRetries: 2 }, [[429, '5'], [503], [503]], 3],
  ])('gives up where the step says so: %j', async (retry, answers, count) => {
    const report = await run(answers, retry);
    expect([report.status, report.error?.name]).toEqual(['failed', 'CodedActions.Failed']);
    expect(tries(report)).toHaveLength(count);
  });
});
