import { runAction } from './run-action';
import { startTestServer } from './test-server';

/** What the action of these tests can do, by the name that its input gives, and whether that is a success. */
const deeds = {
  return: true,
  callback: true,
  'callback later': true,
  fetch: true,
  'never called back': true,
  'ask to be blocked': false,
  throw: false,
  reject: false,
  'throw in a timer': false,
  'late unref timer': true,
  'change everything': true,
  'set an interval': true,
  'leave a request': true,
  exit: false,
  'spoil and throw': false,
} as const;

/** Those that leave the thread unusable, or take a second, are rarer, as in life. */
const rare = ['set an interval', 'leave a request', 'exit', 'spoil and throw'];

const source = `
  const shared = [];
  exports.main = (event, callback) => {
    const { token, deed } = event.inputFields;
    const left = [process.env.LEFT, process.cwd() === '/' ? 'cwd' : ''].filter(Boolean).join() || 'nothing';
    const give = () => ({ outputFields: { token, left } });
    console.log('token', token);
    shared.push(token);
    if (shared.length > 3) shared.shift();
    switch (deed) {
      case 'return': return give();
      case 'callback': return void callback(give());
      case 'callback later': return void setTimeout(() => callback(give()), 1);
      case 'fetch': return fetch(process.env.SERVER + '/' + token).then((response) => response.json()).then(() => give());
      case 'never called back': console.log('token', token); setImmediate(() => console.log('token', token)); return;
      case 'ask to be blocked': return { outputFields: { token, hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT' + (1 + Number(token.split('-')[1])) + 'S' } };
      case 'throw': throw new Error('token ' + token);
      case 'reject': return Promise.reject(new Error('token ' + token));
      case 'throw in a timer': return void setTimeout(() => { throw new Error('token ' + token); }, 1);
      case 'late unref timer': setTimeout(() => { console.log('token', token); throw new Error('token ' + token); }, 300).unref(); return give();
      case 'change everything': process.env.LEFT = token; if (require('worker_threads').isMainThread) process.chdir('/'); console.log = () => {}; process.on('warning', () => {}); return give();
      case 'set an interval': setInterval(() => console.log('token', token), 5); return give();
      case 'leave a request': fetch(process.env.SERVER + '/slow?ms=1200').then((response) => response.text()).then(() => { throw new Error('token ' + token); }); return give();
      case 'exit': setTimeout(() => process.exit(1), 1); return;
      case 'spoil and throw': require('net').connect(Number(new URL(process.env.SERVER).port), '127.0.0.1'); setTimeout(() => { throw new Error('token ' + token); }, 1); return;
    }
  };`;

/** What the failure of a deed says. */
function failureOf(deed: string, token: string, index: number): RegExp {
  if (deed === 'exit') return /process\.exit\(1\)/;
  if (deed === 'ask to be blocked') return new RegExp(`^expirationSeconds=${index + 1} `);
  return new RegExp(`token ${token}$`);
}

/**
 * Invokes one process so many times, with good and bad runs mixed: each must get its own answer and none of another's
 * data, log lines included, and memory must stay where it was.
 */
export async function checkWarmReuse(count: number): Promise<void> {
  const server = await startTestServer();
  try {
    const common = Object.keys(deeds).filter((deed) => !rare.includes(deed));
    const plan = Array.from({ length: count }, (_, index) => ({
      token: `token-${index}`,
      deed:
        (index % 250 === 249
          ? rare[Math.floor(index / 250) % rare.length]
          : common[(index * 7) % common.length]) ?? '',
    }));
    const runs = await runAction({
      source,
      environment: { SERVER: server.url },
      declaration: { outputs: { token: { type: 'string' }, left: { type: 'string' } }, pause: true },
      invocations: plan.map((inputs) => ({
        invocation: { inputs, object: { objectType: 'contact', objectId: inputs.token } },
      })),
    });

    expect(runs.exitCode).toBe(0);
    expect(runs.answers).toHaveLength(count);
    for (const [index, { result, error }] of runs.answers.entries()) {
      const { token, deed } = plan[index] ?? { token: '', deed: '' };
      if (!deeds[deed as keyof typeof deeds]) {
        expect(error?.message).toMatch(failureOf(deed, token, index));
      } else {
        expect([deed, result?.outputs]).toEqual([
          deed,
          deed === 'never called back' ? {} : { token, left: 'nothing' },
        ]);
      }
    }
    // A line is its own run's, whenever it is written.
    const strangers = runs.lines.filter(({ message, record }) => {
      const token = /token (\S+)/.exec(String(message))?.[1];
      return token !== undefined && record !== `contact/${token}`;
    });
    expect(strangers).toEqual([]);
    expect(runs.lines.length).toBeGreaterThan(count);
    const memory = (share: number) => {
      const part = runs.answers.slice(Math.floor(count * (share - 0.1)), Math.floor(count * share));
      return Math.min(...part.map((answer) => answer.memory)) / 1e6;
    };
    expect(memory(1) - memory(0.3)).toBeLessThan(40);
  } finally {
    await server.close();
  }
}
