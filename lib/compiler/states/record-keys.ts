import { type KeyPart, keyExpression } from '../../records/key-expressions';
import { indexKeyTemplates, keyTemplates } from '../../records/keys';
import type { DefinitionValue } from '../compiled-workflow';
import { expressionField, type JsonataText, objectText } from '../expressions/jsonata-text';
import { typedText } from '../expressions/typed-values';
import { executionContext, machineVariables } from './execution-context';

/** The keys of the table that a machine composes at run time; `lib/records/keys.ts` spells them. */
export type RecordKeys = ReturnType<typeof recordKeys>;

/** An item's key: `pk` and `sk` as expressions. */
export interface KeyTexts {
  readonly pk: JsonataText;
  readonly sk: JsonataText;
}

/**
 * The keys of a workflow's items.
 *
 * @param objectId the expression that gives the record's id
 */
export function recordKeys(
  workflow: { readonly name: string; readonly objectType: string },
  objectId: JsonataText = machineVariables.objectId,
) {
  const record: Record<string, KeyPart> = {
    objectType: { literal: workflow.objectType },
    objectId: { expression: objectId },
    workflow: { literal: workflow.name },
    executionName: { expression: executionContext.name },
  };
  const texts = (
    template: { readonly pk: string; readonly sk: string },
    parts: Record<string, KeyPart> = {},
  ) => ({
    pk: keyExpression(template.pk, { ...record, ...parts }),
    sk: keyExpression(template.sk, { ...record, ...parts }),
  });
  return {
    record: texts(keyTemplates.record),
    marker: texts(keyTemplates.marker),
    /** @param key the event's key, as an expression */
    event: (key: JsonataText) => texts(keyTemplates.event, { eventKey: { expression: key } }),
    run: texts(keyTemplates.run),
    /** What the indexes of a run need. */
    runIndexes: (status: string) => ({
      runsByWorkflow: keyExpression(indexKeyTemplates.runsByWorkflow, record),
      runsByStatus: keyExpression(indexKeyTemplates.runsByStatus, { ...record, status: { literal: status } }),
      runsByRecord: keyExpression(indexKeyTemplates.runsByRecord, record),
    }),
  };
}

/** A `Key` field. */
export function keyField({ pk, sk }: KeyTexts): DefinitionValue {
  return { pk: { S: expressionField(pk) }, sk: { S: expressionField(sk) } };
}

/** A key inside of a larger expression. */
export function keyText({ pk, sk }: KeyTexts): JsonataText {
  return objectText({ pk: typedText(pk), sk: typedText(sk) });
}
