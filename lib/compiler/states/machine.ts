import type { Workflow } from '../../workflow/workflow';
import type { JsonataText } from '../expressions/jsonata-text';
import type { StateNames } from '../state-names';
import { type RecordKeys, recordKeys } from './record-keys';

/** What people read in the console for the states that every machine has. */
const ownStates = {
  load: 'Load the record',
  enroll: 'Enroll the record',
  refused: 'Enrollment refused',
  waitToEnroll: 'Wait to enroll again',
  marker: 'Look at the marker',
  whoHolds: 'Who holds the marker?',
  holder: 'Look at the holder',
  holderEnded: 'Has the holder ended?',
  notEnrolled: 'Not enrolled',
  finish: 'Finish',
  markerGone: 'Finish without the marker',
} as const;

/** What the states around the steps are made of. */
export interface Machine {
  readonly workflow: Workflow;
  /** The names of the machine's own states, unique beside those of the steps. */
  readonly names: Readonly<Record<keyof typeof ownStates, string>>;
  readonly keys: RecordKeys;
  /** The enrollment's `where`, compiled; undefined where there is none. */
  readonly where: JsonataText | undefined;
  /** Whether any expression reads `$env`. */
  readonly usesEnv: boolean;
}

/** A machine's own names and keys. */
export function machineOf(
  workflow: Workflow,
  stateNames: StateNames,
  expressions: Pick<Machine, 'where' | 'usesEnv'>,
): Machine {
  const { load, enroll, refused, waitToEnroll, marker, whoHolds, holder, holderEnded, notEnrolled } =
    ownStates;
  return {
    workflow,
    names: {
      load: stateNames.own(load),
      enroll: stateNames.own(enroll),
      refused: stateNames.own(refused),
      waitToEnroll: stateNames.own(waitToEnroll),
      marker: stateNames.own(marker),
      whoHolds: stateNames.own(whoHolds),
      holder: stateNames.own(holder),
      holderEnded: stateNames.own(holderEnded),
      notEnrolled: stateNames.own(notEnrolled),
      finish: stateNames.own(ownStates.finish),
      markerGone: stateNames.own(ownStates.markerGone),
    },
    keys: recordKeys(workflow),
    ...expressions,
  };
}
