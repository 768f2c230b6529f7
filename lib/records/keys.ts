/** The two attributes of the table's primary key. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Every key of the table, spelled once (docs/data-model.md). A word in braces is a part that is filled in; parts are
 * escaped, so that no id can end one and begin the next.
 */
export const keyTemplates = {
  record: { pk: 'record#{objectType}#{objectId}', sk: 'record' },
  marker: { pk: 'record#{objectType}#{objectId}', sk: 'marker#{workflow}' },
  event: { pk: 'record#{objectType}#{objectId}', sk: 'event#{workflow}#{eventKey}' },
  run: { pk: 'run#{workflow}#{executionName}', sk: 'run' },
  wait: { pk: 'wait#{callbackId}', sk: 'wait' },
} as const;

/** Every value of an index's partition key, spelled once. */
export const indexKeyTemplates = {
  runsByWorkflow: '{workflow}',
  runsByStatus: '{workflow}#{status}',
  runsByRecord: '{objectType}#{objectId}',
} as const;

/** What begins the sort keys of all markers of a record, and of all its event items. */
export const sortKeyPrefixes = { marker: 'marker#', event: 'event#' } as const;

/** Which record. */
export interface RecordName {
  readonly objectType: string;
  readonly objectId: string;
}

/** The key of a record's own item. */
export function recordKey(record: RecordName): Key {
  return filledKey(keyTemplates.record, { ...record });
}

/** The key of the marker that says whether the record may enter the workflow. */
export function markerKey(record: RecordName, workflow: string): Key {
  return filledKey(keyTemplates.marker, { ...record, workflow });
}

/** The key of the item that says that this event has enrolled this record into this workflow. */
export function eventKey(record: RecordName, workflow: string, key: string): Key {
  return filledKey(keyTemplates.event, { ...record, workflow, eventKey: key });
}

/** The key of a run. The name of an execution is the last part of its ARN. */
export function runKey(workflow: string, executionName: string): Key {
  return filledKey(keyTemplates.run, { workflow, executionName });
}

/** The key of the item that a pause and its completion meet at. */
export function waitKey(callbackId: string): Key {
  return filledKey(keyTemplates.wait, { callbackId });
}

/** The partition of `runs-by-workflow`. */
export function runsByWorkflowKey(workflow: string): string {
  return filledTemplate(indexKeyTemplates.runsByWorkflow, { workflow });
}

/** The partition of `runs-by-status`. */
export function runsByStatusKey(workflow: string, status: string): string {
  return filledTemplate(indexKeyTemplates.runsByStatus, { workflow, status });
}

/** The partition of `runs-by-record`. */
export function runsByRecordKey(record: RecordName): string {
  return filledTemplate(indexKeyTemplates.runsByRecord, { ...record });
}

/** A part as it stands in a key: `%` and the separator `#` are written `%25` and `%23`. */
export function escapedPart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('#', '%23');
}

/** The pieces of a template: text that stands as it is, and names of parts. */
export function templatePieces(template: string): ({ text: string } | { part: string })[] {
  return template
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? { part: piece.slice(1, -1) } : { text: piece }));
}

function filledKey(template: Key, parts: Readonly<Record<string, string>>): Key {
  return { pk: filledTemplate(template.pk, parts), sk: filledTemplate(template.sk, parts) };
}

function filledTemplate(template: string, parts: Readonly<Record<string, string>>): string {
  return templatePieces(template)
    .map((piece) => ('text' in piece ? piece.text : escapedPart(parts[piece.part] ?? '')))
    .join('');
}
