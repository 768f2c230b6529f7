import type { AttributeValue } from '../attribute-value';
import type { DocumentPath } from './document-path';

/** What SET computes. */
export type UpdateValue =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'sum' | 'difference'; readonly left: UpdateValue; readonly right: UpdateValue }
  | { readonly kind: 'ifNotExists'; readonly path: DocumentPath; readonly otherwise: UpdateValue }
  | { readonly kind: 'listAppend'; readonly first: UpdateValue; readonly second: UpdateValue };

/** One change that an update makes; all read the item as it was before. */
export type UpdateAction =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: UpdateValue }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly value: AttributeValue };

/** An update expression, parsed. */
export type Update = readonly UpdateAction[];
