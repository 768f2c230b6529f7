import { randomUUID } from 'node:crypto';
import { isTemplateObject } from '../assembly/template';
import { type EventEnvelope, envelopeTime } from './event-envelope';

/** One entry of `PutEvents`, in the API's shape. */
export interface PutEventsEntry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  /** JSON text of an object. */
  readonly Detail?: string;
  readonly Resources?: readonly string[];
  /** Seconds since the epoch, ISO 8601, or a Date. */
  readonly Time?: number | string | Date;
}

/** What `PutEvents` answers for one entry. */
export type PutEventsResultEntry = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** An entry that is right, as the event that it becomes. */
export interface AcceptedEntry {
  readonly busName: string;
  readonly envelope: EventEnvelope;
}

/** In bytes: 1 MB since January 2026 ("Serverless services now support payloads up to 1 MB", AWS Compute Blog). */
const MAXIMUM_ENTRY = 1024 * 1024;

/**
 * Checks an entry as `PutEvents` does and makes the event of it.
 *
 * @param now milliseconds since the epoch, the time of an entry without one
 */
export function readEntry(
  entry: PutEventsEntry,
  { account, region, now }: { account: string; region: string; now: number },
): AcceptedEntry | { ErrorCode: string; ErrorMessage: string } {
  const {
    Source: source,
    DetailType: detailType,
    Detail: text,
    Resources: resources = [],
    Time: time,
  } = entry;
  if (!source)
    return refusal(
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    );
  if (!detailType) {
    return refusal(
      'InvalidArgument',
      'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    );
  }
  if (!text)
    return refusal(
      'InvalidArgument',
      'Parameter Detail is not valid. Reason: Detail is a required argument.',
    );
  if (source.startsWith('aws.')) {
    return refusal('NotAuthorizedForSourceException', `Not authorized for the source: ${source}.`);
  }
  const detail = parse(text);
  if (!isTemplateObject(detail)) return refusal('MalformedDetail', 'Detail is malformed.');
  if (entrySize(entry) > MAXIMUM_ENTRY) {
    return refusal(
      'InvalidArgument',
      'The size of the entry is over 1 MB, which is the most that PutEvents takes.',
    );
  }
  const envelope: EventEnvelope = {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account,
    time: envelopeTime(
      time === undefined ? now : typeof time === 'number' ? time * 1000 : new Date(time).getTime(),
    ),
    region,
    resources,
    detail,
  };
  return { busName: (entry.EventBusName || 'default').replace(/^arn:.*:event-bus\//, ''), envelope };
}

/** "Calculating Amazon EventBridge PutEvents event entry size". */
function entrySize({
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
  Time,
}: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((size, text) => size + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function refusal(ErrorCode: string, ErrorMessage: string): { ErrorCode: string; ErrorMessage: string } {
  return { ErrorCode, ErrorMessage };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
