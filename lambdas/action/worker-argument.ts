/** The argument by which the wrapper's file knows that it runs in a worker: to ask Node loads what most never need. */
export const workerArgument = 'coded-actions-worker';
