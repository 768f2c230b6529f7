import {
  type ActionContext,
  action,
  NonRetryableError,
  RetryAfterError,
  RetryableError,
} from '../../lib/action';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function contextOf<Inputs, Secret extends string>(
  inputs: Inputs,
  secrets: Readonly<Record<Secret, string>>,
): ActionContext<Inputs, Secret> {
  const record = { objectType: 'contact', objectId: '1001' };
  return { inputs, record, secrets, idempotencyKey: 'key', signal: new AbortController().signal, log };
}

describe('action', () => {
  it('is typed by its parameters: inputs, outputs, and the names of secrets', async () => {
    const handler = action<{ email: string; size?: number }, { owner: string }, 'TOKEN'>(
      async ({ inputs, secrets }) => {
        const size: number | undefined = inputs.size;
        // @ts-expect-error: no input of that name
        const nothing: unknown = inputs.phone;
        // @ts-expect-error: no secret of that name
        const none: unknown = secrets.OTHER;
        return { owner: [inputs.email, size, secrets.TOKEN, nothing, none].join() };
      },
    );

    const outputs = await handler(contextOf({ email: 'ana@example.com', size: 5 }, { TOKEN: 't' }));

    expect(outputs.owner).toBe('ana@example.com,5,t,,');
  });

  it('refuses outputs of another type where its parameters name them', () => {
    // @ts-expect-error: the owner is text
    const handler = action<{ email: string }, { owner: string }>(async () => ({ owner: 5 }));
    expect(handler).toBeInstanceOf(Function);
  });

  it('needs no parameters: inputs are then unknown, and any output may be given', async () => {
    const handler = action(({ inputs }) => {
      // @ts-expect-error: unknown until it is looked at
      const text: string = inputs.email;
      return { text, length: typeof inputs.email === 'string' ? inputs.email.length : 0 };
    });

    expect(await handler(contextOf({ email: 'ana' }, {}))).toEqual({ text: 'ana', length: 3 });
  });
});

describe('the errors that an author can throw', () => {
  it.each([
    ['RetryableError', new RetryableError('again', { cause: 'why' })],
    ['NonRetryableError', new NonRetryableError('never', { cause: 'why' })],
    ['RetryAfterError', new RetryAfterError(90, 'later', { cause: 'why' })],
  ])('%s is an Error with a name and a cause', (name, error) => {
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.cause]).toEqual([name, 'why']);
  });

  it('are three that nothing takes for one another, and a RetryAfterError has its seconds', () => {
    const error: RetryAfterError = new RetryAfterError(90);
    // @ts-expect-error: the time is a number of seconds
    const wrong = new RetryAfterError('90');

    expect([error.seconds, error.message]).toEqual([90, 'Try again after 90 seconds.']);
    expect(wrong).not.toBeInstanceOf(RetryableError);
    expect(new RetryableError()).not.toBeInstanceOf(NonRetryableError);
  });
});
