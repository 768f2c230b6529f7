import { secretId } from '../../lib/workflow/action-contract';
import { ActionFailure } from './failure';
import { native } from './native';
import { type SigningAccess, signedHeaders } from './signature';

/** How long a value is believed before it is read again: so long does a rotation take to reach warm functions. */
const believedMs = 5 * 60_000;
/** How long a new role's permissions, or a service that is throttled or away for a moment, are waited for. */
const longestPatienceMs = 5_000;
const longestRequestMs = 3_000;
/** How long what is known stands before it is asked for again, after the service did not answer. */
const standMs = 60_000;

/** Where secrets are read, and as whom: the environment of a Lambda function. */
export interface SecretsAccess extends SigningAccess {
  readonly stage: string;
  /** Address of Secrets Manager, or of what stands in for it. */
  readonly endpoint: string;
}

/** The access that an environment gives, with the endpoint variables that AWS's SDKs know. */
export function secretsAccess(environment: NodeJS.ProcessEnv, stage: string): SecretsAccess {
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const sessionToken = environment.AWS_SESSION_TOKEN;
  return {
    stage,
    endpoint:
      environment.AWS_ENDPOINT_URL_SECRETS_MANAGER ??
      environment.AWS_ENDPOINT_URL ??
      `https://secretsmanager.${region}.${domain}`,
    region,
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? 'local',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? 'local',
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/** Values by name, and whether one of them differs from what was read before. */
export interface SecretValues {
  readonly values: ReadonlyMap<string, string>;
  readonly changed: boolean;
}

/** The values of a step's secrets, read in parallel and believed for five minutes. */
export class Secrets {
  private values: ReadonlyMap<string, string> = new Map();
  private readAt: number | undefined;

  /**
   * @param access read before each request: Lambda may renew a function's credentials
   * @param clock milliseconds, from any origin
   * @param limitMs the step's time limit, of which a read may take half
   */
  constructor(
    private readonly names: readonly string[],
    private readonly access: () => SecretsAccess,
    private readonly clock: () => number,
    private readonly limitMs: number,
  ) {}

  /**
   * Where a later read fails for a passing
   * reason, what is known stands, and is asked for again after a minute.
   *
   * @throws ActionFailure that names the secret and what to do
   */
  async read(): Promise<SecretValues> {
    const now = this.clock();
    if (this.readAt !== undefined && now - this.readAt < believedMs) {
      return { values: this.values, changed: false };
    }
    const before = this.values;
    try {
      const read = await native.Promise.all(
        this.names.map(async (name) => [name, await this.readOne(name)] as const),
      );
      this.values = new Map(read);
    } catch (error) {
      if (this.readAt === undefined || !(error instanceof ActionFailure && error.retryable)) throw error;
      this.readAt = now - believedMs + standMs;
      return { values: before, changed: false };
    }
    const changed =
      this.readAt !== undefined && this.names.some((name) => before.get(name) !== this.values.get(name));
    this.readAt = now;
    return { values: this.values, changed };
  }

  private async readOne(name: string): Promise<string> {
    const until = this.clock() + Math.min(longestPatienceMs, this.limitMs / 2);
    for (let pauseMs = 100; ; pauseMs *= 2) {
      const answer = await request(this.access(), name, Math.min(longestRequestMs, this.limitMs / 2));
      if ('value' in answer) return answer.value;
      // What is known already stands meanwhile: only the first read is worth a wait.
      const worthAnother =
        this.readAt === undefined && (answer.kind === 'passing' || answer.kind === 'denied');
      if (!worthAnother || this.clock() + pauseMs > until) throw failureOf(name, this.access().stage, answer);
      await new native.Promise((resolve) => native.setTimeout(resolve, pauseMs));
    }
  }
}

type Answer =
  | { readonly value: string }
  | { readonly kind: 'missing' | 'denied' | 'passing' | 'refused'; readonly message: string };

async function request(access: SecretsAccess, name: string, timeoutMs: number): Promise<Answer> {
  const body = JSON.stringify({ SecretId: secretId(access.stage, name) });
  const target = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'secretsmanager.GetSecretValue',
  };
  try {
    const { host } = new URL(access.endpoint);
    const headers = signedHeaders(access, 'secretsmanager', host, target, body, new Date());
    const { status, text } = await post(access.endpoint, headers, body, timeoutMs);
    return answerOf(status, text);
  } catch (error) {
    return { kind: 'passing', message: error instanceof Error ? error.message : 'the request failed' };
  }
}

/** Node's own client: the first `fetch` of a process takes 40 ms longer. */
function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<{ readonly status: number; readonly text: string }> {
  // Not both: `https` takes three times as long to load as `http`, which serves a laptop.
  const { request: send } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
  return new native.Promise((resolve, reject) => {
    const options = { method: 'POST', headers, agent: false, timeout: timeoutMs };
    const sent = send(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Reads Secrets Manager's answer ("GetSecretValue", AWS Secrets Manager API Reference). */
export function answerOf(status: number, body: string): Answer {
  const parsed: Record<string, unknown> = parsedObject(body);
  if (status === 200) {
    if (typeof parsed.SecretString === 'string') return { value: parsed.SecretString };
    if (typeof parsed.SecretBinary === 'string')
      return { value: Buffer.from(parsed.SecretBinary, 'base64').toString() };
  }
  const type = String(parsed.__type ?? '').replace(/^.*#/, '');
  const message = `${type || `HTTP ${status}`}: ${String(parsed.message ?? parsed.Message ?? '').slice(0, 300)}`;
  if (type === 'ResourceNotFoundException') return { kind: 'missing', message };
  if (type.startsWith('AccessDenied')) return { kind: 'denied', message };
  const passing = status >= 500 || status === 429 || /Throttl|TooManyRequests|InternalService/.test(type);
  return { kind: passing ? 'passing' : 'refused', message };
}

function parsedObject(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function failureOf(name: string, stage: string, answer: Exclude<Answer, { value: string }>): ActionFailure {
  const secret = `The secret ${name} (${secretId(stage, name)})`;
  switch (answer.kind) {
    case 'missing':
      return new ActionFailure(`${secret} has no value: set it with \`coded-actions secrets set ${name}\`.`);
    case 'denied':
      return new ActionFailure(`${secret} may not be read by this step's role: ${answer.message}`, {
        retryable: true,
      });
    case 'passing':
      return new ActionFailure(`${secret} could not be read: ${answer.message}`, { retryable: true });
    case 'refused':
      return new ActionFailure(`${secret} could not be read: ${answer.message}`);
  }
}
