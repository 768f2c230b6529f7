export { bundleActions } from './bundle-actions';
export { bundleOwnEntry } from './bundle-own-entry';
export type {
  ActionSource,
  BundledAction,
  BundledCode,
  BundleOutcome,
  BundleRequest,
} from './bundled-action';
