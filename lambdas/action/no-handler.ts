import { ActionFailure } from './failure';

/** The failure of a run whose file exports nothing that can be called. */
export function noHandler(): ActionFailure {
  return new ActionFailure(
    'The file exports no handler: write `exports.main = async (event, callback) => { … }`, or `export default action(async ({ inputs }) => { … })`.',
  );
}
