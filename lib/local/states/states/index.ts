import type { Preparation } from '../preparation';
import type { StateType, Transition, Visit } from '../visit';
import { prepareChoice } from './choice';
import { prepareFail } from './fail';
import { prepareMap } from './map';
import { prepareParallel } from './parallel';
import { preparePass } from './pass';
import { prepareSucceed } from './succeed';
import { prepareTask } from './task';
import { prepareWait } from './wait';

/** What each type of state does, and how it may go on. */
export const STATE_TYPES: Readonly<Record<StateType, StateKind>> = {
  Pass: { prepare: preparePass, goesOn: true, retries: false, aborts: false },
  Task: { prepare: prepareTask, goesOn: true, retries: true, aborts: true },
  Choice: { prepare: prepareChoice, goesOn: false, retries: false, aborts: false },
  Wait: { prepare: prepareWait, goesOn: true, retries: false, aborts: true },
  Succeed: { prepare: prepareSucceed, goesOn: false, retries: false, aborts: false },
  Fail: { prepare: prepareFail, goesOn: false, retries: false, aborts: false },
  Parallel: { prepare: prepareParallel, goesOn: true, retries: true, aborts: true },
  Map: { prepare: prepareMap, goesOn: true, retries: true, aborts: true },
};

interface StateKind {
  prepare: (preparation: Preparation) => (visit: Visit) => Promise<Transition>;
  /** Whether it has `Next` or `End`. */
  goesOn: boolean;
  /** Whether it takes `Retry`. */
  retries: boolean;
  /** Whether the history tells that it was aborted. */
  aborts: boolean;
}
