/** The argument by which the wrapper's file knows that it runs in a worker. */
export const workerArgument = 'coded-actions-worker';
