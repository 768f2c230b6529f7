import { createHmac, randomBytes } from 'node:crypto';
import { secretArn } from '../assembly/kinds/secret';
import { ServiceFailure } from '../service-failure';
import { readSecretsFile } from './secrets-file';

/** What a {@link LocalSecretsManager} is given. */
export interface LocalSecretsManagerOptions {
  readonly account: string;
  readonly region: string;
  /** The file with the values; without it there are none. */
  readonly file?: string;
  /** Answers `placeholder-<NAME>` for a secret that the file lacks: enough to try a workflow out. */
  readonly placeholders?: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What `GetSecretValue` answers, in the API's shape. */
export interface SecretValue {
  readonly ARN: string;
  readonly Name: string;
  readonly VersionId: string;
  readonly SecretString: string;
  readonly VersionStages: readonly string[];
  /** Seconds since the epoch. */
  readonly CreatedDate: number;
}

/**
 * Secrets Manager on this machine: `coded-actions/<stage>/<NAME>` is the value that the secrets file gives NAME, in
 * every stage; a name of another form stands in the file as it is. The file is read on every call, so that a changed
 * value counts at once.
 */
export class LocalSecretsManager {
  /** Version ids must change with the value and tell nothing about it. */
  private readonly key = randomBytes(32);
  private readonly created: number;

  constructor(private readonly options: LocalSecretsManagerOptions) {
    this.created = Math.floor(options.now() / 1000);
  }

  /** @throws ServiceFailure `ResourceNotFoundException`, as the service has it */
  getSecretValue(secretId: string): SecretValue {
    const { account, region } = this.options;
    const name = nameOf(secretId);
    const value = this.valueOf(name);
    if (value === undefined) {
      throw new ServiceFailure(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    const id = createHmac('sha256', this.key).update(`${name}\0${value}`).digest('hex');
    return {
      ARN: secretArn(account, region, name),
      Name: name,
      VersionId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'),
      SecretString: value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: this.created,
    };
  }

  private valueOf(name: string): string | undefined {
    const short = /^coded-actions\/[^/]+\/(.+)$/.exec(name)?.[1] ?? name;
    const { file, placeholders } = this.options;
    const values = file === undefined ? new Map<string, string>() : readSecretsFile(file);
    return values.get(short) ?? values.get(name) ?? (placeholders ? `placeholder-${short}` : undefined);
  }
}

/** A secret is asked for by its name or by its ARN, whose six last characters are random in AWS. */
function nameOf(secretId: string): string {
  return secretId.startsWith('arn:')
    ? secretId.replace(/^arn:.*:secret:/, '').replace(/-[^-]{6}$/, '')
    : secretId;
}
