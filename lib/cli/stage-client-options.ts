import type { Target } from './target';

/** What an SDK client of a stage is made with: what is left out comes from the AWS settings, as everywhere. */
export function stageClientOptions({ region, profile }: Target & { kind: 'stage' }): {
  region?: string;
  profile?: string;
} {
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
}
