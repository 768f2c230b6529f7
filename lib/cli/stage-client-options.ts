import type { Target } from './target';

/**
 * The SDK announces, years ahead and on every first client, which Node it will stop to support. This package says itself
 * which Node it needs (`engines`), and a person who reads a record can do nothing about it.
 */
const versionWarning = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

/**
 * What an SDK client of a stage is made with: what is left out comes from the AWS settings, as everywhere. Every client
 * of ours comes by here, so that here its warning about Node's version is turned off, unless the person has set it.
 */
export function stageClientOptions({ region, profile }: Target & { kind: 'stage' }): {
  region?: string;
  profile?: string;
} {
  process.env[versionWarning] ??= 'true';
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}
