import { type KeyPart, keyExpression } from '../../records/key-expressions';
import { indexKeyTemplates, keyTemplates } from '../../records/keys';
import type { DefinitionValue } from '../compiled-workflow';
import { type JsonataText, objectText, textField } from '../expressions/jsonata-text';
import { typedText } from '../expressions/typed-values';
import { executionContext, machineVariables } from './execution-context';

/** The keys of the table that a machine composes at run time; `lib/records/keys.ts` spells them. */
export type RecordKeys = ReturnType<typeof recordKeys>;

/** An item's key: `pk` and `sk` as expressions. */
export interface KeyTexts {
  readonly pk: JsonataText;
  readonly sk: JsonataText;
}

/** The workflow's part in keys. */
interface KeyedWorkflow {
  readonly name: string;
  readonly objectType: string;
}

/**
 * The partition in which a record stands with its markers and event items. *Load the record* composes it once, for the
 * variable that all other keys use.
 *
 * @param objectId the expression that gives the record's id
 */
export function partitionText({ objectType }: KeyedWorkflow, objectId: JsonataText): JsonataText {
  return keyExpression(keyTemplates.record.pk, {
    objectType: { literal: objectType },
    objectId: { expression: objectId },
  });
}

/** The keys of a workflow's items, behind *Load the record*. */
export function recordKeys({ name, objectType }: KeyedWorkflow) {
  const parts: Record<string, KeyPart> = {
    workflow: { literal: name },
    objectType: { literal: objectType },
    objectId: { expression: machineVariables.objectId },
    executionName: { expression: executionContext.name },
  };
  const pk = machineVariables.partition;
  return {
    record: { pk, sk: keyExpression(keyTemplates.record.sk, parts) },
    marker: { pk, sk: keyExpression(keyTemplates.marker.sk, parts) },
    /** @param key the event's key, as an expression */
    event: (key: JsonataText) => ({
      pk,
      sk: keyExpression(keyTemplates.event.sk, { ...parts, eventKey: { expression: key } }),
    }),
    run: { pk: keyExpression(keyTemplates.run.pk, parts), sk: keyExpression(keyTemplates.run.sk, parts) },
    /** What the indexes of a run need. */
    runIndexes: (status: string) => ({
      runsByWorkflow: keyExpression(indexKeyTemplates.runsByWorkflow, parts),
      runsByStatus: keyExpression(indexKeyTemplates.runsByStatus, { ...parts, status: { literal: status } }),
      runsByRecord: keyExpression(indexKeyTemplates.runsByRecord, parts),
    }),
  };
}

/** A `Key` field. */
export function keyField({ pk, sk }: KeyTexts): DefinitionValue {
  return { pk: { S: textField(pk) }, sk: { S: textField(sk) } };
}

/** A key inside of a larger expression. */
export function keyText({ pk, sk }: KeyTexts): JsonataText {
  return objectText({ pk: typedText(pk), sk: typedText(sk) });
}
