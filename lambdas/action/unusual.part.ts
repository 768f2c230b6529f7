/** Loaded when a run is not plainly a success, or its log names places of the bundle: see `parts`. */
export { conclude, timeLimitNear } from './conclude-unusual';
export { describeOutside } from './describe-outside';
export { closeHandle, openAfterReturn } from './handles';
export { invocationError } from './invocation-error';
export { lateError } from './late-error';
export { noHandler } from './no-handler';
export { noProperties } from './no-properties';
export { secretFailure, secretRefusal } from './secret-refusal';
export { placesOf } from './source-places';
export { givenByCallback, givenByReturn } from './unusual-value';
