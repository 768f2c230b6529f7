import type { JsonObject } from './json';
import { exceeds, VARIABLE_LIMIT, VARIABLES_LIMIT } from './limits';
import type { StateError } from './state-error';
import type { Visit } from './visit';

/**
 * The variables of one scope. They are never changed in place: `Assign` gives a new object, so that those who hold
 * the old one keep what they had.
 */
export class Variables {
  /** Never less than the bytes in use: what was assigned over and over counts each time, until it is counted anew. */
  private atMost = 0;

  constructor(public values: JsonObject) {}

  /**
   * Takes over what a state assigned.
   *
   * @throws StateError `States.DataLimitExceeded` past the limits of "Passing data between states with variables"
   */
  assign(assigned: JsonObject, visit: Visit): void {
    const text = JSON.stringify(assigned);
    if (exceeds(text, VARIABLE_LIMIT)) {
      throw tooLarge(visit, 'The variables assigned exceed the size limit of a state.');
    }
    this.values = { ...this.values, ...assigned };
    this.atMost += text.length * 3;
    if (this.atMost > VARIABLES_LIMIT) {
      this.atMost = Buffer.byteLength(JSON.stringify(this.values));
      if (this.atMost > VARIABLES_LIMIT) {
        throw tooLarge(visit, 'The variables exceed the size limit of an execution.');
      }
    }
  }
}

function tooLarge(visit: Visit, text: string): StateError {
  return visit.failure('States.DataLimitExceeded', text, { isTerminal: true });
}
