/** Loaded when a run is not plainly a success, or its log names places of the bundle: see `parts`. */
export { conclude, timeLimitNear } from './conclude-unusual';
export { describeOutside } from './describe-outside';
export { openAfterReturn } from './handles';
export { placesOf } from './source-places';
export { readThrown } from './thrown';
export { givenByCallback, givenByReturn } from './unusual-value';
