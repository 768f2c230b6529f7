/** The tags by which people, and `prune`, find what belongs to what: orphans stand in no stack, and their names are cut. */
export const tagNames = {
  stage: 'coded-actions:stage',
  workflow: 'coded-actions:workflow',
  step: 'coded-actions:step',
} as const;
