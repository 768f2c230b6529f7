import { type ActionDeclaration, secretId, stageVariable } from '../../lib/workflow/action-contract';
import { isActionFailure } from './failure';
import type { Native } from './native';
import * as parts from './parts';
import type { SecretRefusal } from './secret-refusal';
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

/** The reader of a step's secrets, in a Lambda function. */
export function secretsOf({ secrets, timeoutSeconds }: ActionDeclaration, native: Native): Secrets {
  const stage = process.env[stageVariable] ?? 'dev';
  const access = () => secretsAccess(process.env, stage);
  return new Secrets(secrets, access, native, timeoutSeconds * 1_000);
}

/** The values of a step's secrets, read in parallel and believed for five minutes. */
export class Secrets {
  readonly #names: readonly string[];
  readonly #access: () => SecretsAccess;
  readonly #native: Native;
  readonly #limitMs: number;
  #values: ReadonlyMap<string, string> = new Map();
  #readAt: number | undefined;

  /**
   * @param access read before each request: Lambda may renew a function's credentials
   * @param native with the clock
   * @param limitMs the step's time limit, of which a read may take half
   */
  constructor(names: readonly string[], access: () => SecretsAccess, native: Native, limitMs: number) {
    this.#names = names;
    this.#access = access;
    this.#native = native;
    this.#limitMs = limitMs;
  }

  /**
   * Where a later read fails for a passing reason, what is known stands, and is asked for again after a minute.
   *
   * @throws an ActionFailure that names the secret and what to do
   */
  async read(): Promise<SecretValues> {
    const now = this.#native.now();
    if (this.#readAt !== undefined && now - this.#readAt < believedMs) {
      return { values: this.#values, changed: false };
    }
    const before = this.#values;
    try {
      const read = await this.#native.Promise.all(
        this.#names.map(async (name) => [name, await this.#readOne(name)] as const),
      );
      this.#values = new Map(read);
    } catch (error) {
      if (this.#readAt === undefined || !(isActionFailure(error) && error.retryable)) throw error;
      this.#readAt = now - believedMs + standMs;
      return { values: before, changed: false };
    }
    const changed =
      this.#readAt !== undefined && this.#names.some((name) => before.get(name) !== this.#values.get(name));
    this.#readAt = now;
    return { values: this.#values, changed };
  }

  async #readOne(name: string): Promise<string> {
    const native = this.#native;
    const limitMs = this.#limitMs / 2;
    const until = native.now() + Math.min(longestPatienceMs, limitMs);
    for (let pauseMs = 100; ; pauseMs *= 2) {
      const access = this.#access();
      const answer = await this.#request(access, name, Math.min(longestRequestMs, limitMs));
      if ('value' in answer) return answer.value;
      // What is known already stands meanwhile: only the first read is worth a wait.
      const worthAnother =
        this.#readAt === undefined && (answer.kind === 'passing' || answer.kind === 'denied');
      if (!worthAnother || native.now() + pauseMs > until)
        throw parts.unusual().secretFailure(name, access.stage, answer);
      await new native.Promise((resolve) => native.setTimeout(resolve, pauseMs));
    }
  }

  async #request(access: SecretsAccess, name: string, timeoutMs: number): Promise<Answer> {
    const { endpoint, stage } = access;
    const body = JSON.stringify({ SecretId: secretId(stage, name) });
    const target = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    };
    try {
      const { host } = new URL(endpoint);
      const headers = signedHeaders(access, 'secretsmanager', host, target, body, new Date());
      const { status, text } = await this.#post(endpoint, headers, body, timeoutMs);
      return answerOf(status, text);
    } catch (error) {
      return { kind: 'passing', message: error instanceof Error ? error.message : 'the request failed' };
    }
  }

  /** Node's own client: the first `fetch` of a process takes 40 ms longer. */
  #post(
    url: string,
    headers: Record<string, string>,
    body: string,
    timeout: number,
  ): Promise<{ readonly status: number; readonly text: string }> {
    // Not both: `https` takes three times as long to load as `http`, which serves a laptop.
    const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http');
    return new this.#native.Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers, agent: false, timeout }, (response) => {
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
}

type Answer = { readonly value: string } | SecretRefusal;

/** Reads Secrets Manager's answer ("GetSecretValue", AWS Secrets Manager API Reference). */
export function answerOf(status: number, body: string): Answer {
  const value = status === 200 ? valueIn(body) : undefined;
  return value === undefined ? parts.unusual().secretRefusal(status, body) : { value };
}

function valueIn(body: string): string | undefined {
  try {
    const { SecretString, SecretBinary }: Record<string, unknown> = JSON.parse(body);
    if (typeof SecretString === 'string') return SecretString;
    return typeof SecretBinary === 'string' ? Buffer.from(SecretBinary, 'base64').toString() : undefined;
  } catch {
    return undefined;
  }
}
