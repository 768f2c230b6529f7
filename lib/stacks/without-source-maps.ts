/**
 * Does work in which stack traces name places of the bundle that runs, not of its sources. The CDK notes a stack trace for
 * each construct and each acknowledged rule; to word the first one, Node decodes the source map of the whole CLI (a
 * tenth of a second), and all that any of them could name are our own files. Errors that leave the work are worded as
 * ever: Node words a stack trace when it is first read ("Source Map V3 support").
 */
export function withoutSourceMaps<Result>(work: () => Result): Result {
  const before = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(false);
  try {
    return work();
  } finally {
    process.setSourceMapsEnabled(before === true);
  }
}
