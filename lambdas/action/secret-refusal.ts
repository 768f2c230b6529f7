import { secretId } from '../../lib/workflow/action-contract';
import { ActionFailure } from './failure';

/** Why a secret's value was not given. */
export interface SecretRefusal {
  readonly kind: 'missing' | 'denied' | 'passing' | 'refused';
  readonly message: string;
}

/** Reads an answer of Secrets Manager that holds no value ("GetSecretValue", AWS Secrets Manager API Reference). */
export function secretRefusal(status: number, body: string): SecretRefusal {
  const parsed = parsedObject(body);
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

/** The failure of a run that has to do without a secret: it names the secret and says what to do. */
export function secretFailure(name: string, stage: string, { kind, message }: SecretRefusal): ActionFailure {
  const secret = `The secret ${name} (${secretId(stage, name)})`;
  switch (kind) {
    case 'missing':
      return new ActionFailure(
        `${secret} has no value: set it with \`npx coded-actions secrets set ${name}\`.`,
      );
    case 'denied':
      return new ActionFailure(`${secret} may not be read by this step's role: ${message}`, {
        retryable: true,
      });
    case 'passing':
      return new ActionFailure(`${secret} could not be read: ${message}`, { retryable: true });
    case 'refused':
      return new ActionFailure(`${secret} could not be read: ${message}`);
  }
}
