import type { AttributeValue } from '../attribute-value';
import type { DocumentPath } from './document-path';

/** What a condition compares. */
export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: DocumentPath };

/** The signs that compare two operands. */
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition, filter or key condition, parsed. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'between'; readonly operand: Operand; readonly lower: Operand; readonly upper: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly options: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: DocumentPath; readonly expected: boolean }
  | { readonly kind: 'type'; readonly path: DocumentPath; readonly type: string }
  | { readonly kind: 'beginsWith'; readonly operand: Operand; readonly prefix: Operand }
  | { readonly kind: 'contains'; readonly operand: Operand; readonly member: Operand };
