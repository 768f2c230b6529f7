import type { Stack } from 'aws-cdk-lib';

/**
 * The CDK's feature flags on which our templates depend, as they are in a new project. A flag that the app sets
 * otherwise, or that a local command's own app does not set, must not make other roles and versions of unchanged
 * code: Lambda publishes no second version of the same, and the deploy would fail on it.
 */
const flags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
} as const;

/** Sets them for a stack, before anything stands in it. */
export function pinFeatureFlags(stack: Stack): void {
  for (const [flag, value] of Object.entries(flags)) stack.node.setContext(flag, value);
}
