export { bundleActions } from './bundle-actions';
export { bundleOwnEntries } from './bundle-own-entries';
export type {
  ActionSource,
  BundledAction,
  BundledCode,
  BundleOutcome,
  BundleRequest,
} from './bundled-action';
