import { stepExtras } from '../../compiler/step-extras';
import { isTemplateObject } from '../assembly/template';
import type { StateVisit } from './state-visits';

/** Where a run waits for somebody to complete a step. */
export interface StepPause {
  readonly callbackId: string;
  /** When it expires, ISO 8601. */
  readonly until: string;
}

/** Whether a further state of a step is where its pause ends. */
export function isPauseExtra(extra: string | undefined): boolean {
  return extra === stepExtras.pause || extra === stepExtras.completed;
}

/** The pause of a visit that has stored its task token; undefined where there is none yet. */
export function stepPause({ isSubmitted, parameters = '{}' }: StateVisit): StepPause | undefined {
  const request: unknown = isSubmitted ? JSON.parse(parameters) : undefined;
  const values = isTemplateObject(request) ? request.ExpressionAttributeValues : undefined;
  if (!isTemplateObject(values)) return undefined;
  const text = (name: string) => {
    const value = values[name];
    return isTemplateObject(value) && typeof value.S === 'string' ? value.S : undefined;
  };
  const [callbackId, until] = [text(':callbackId'), text(':waitingUntil')];
  return callbackId === undefined || until === undefined ? undefined : { callbackId, until };
}
