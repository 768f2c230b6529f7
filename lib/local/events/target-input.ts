import type { LocalTargetInput } from '../assembly/local-resources';
import type { EventEnvelope } from './event-envelope';
import { readPath } from './json-path';

/** What an input transformer's reserved variables stand for beside the event. */
export interface DeliveredRule {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601. */
  readonly ingestionTime: string;
}

/**
 * What a target receives for an event: the event, a part of it, a fixed text, or a template filled in ("Amazon
 * EventBridge input transformation").
 *
 * @returns JSON text
 */
export function targetInput(target: LocalTargetInput, event: EventEnvelope, rule: DeliveredRule): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(readPath(event, target.inputPath) ?? {});
  if (target.inputTransformer === undefined) return JSON.stringify(event);
  const { inputPathsMap, inputTemplate } = target.inputTransformer;
  const variables = new Map<string, unknown>(
    Object.entries(inputPathsMap).map(([name, path]) => [name, readPath(event, path)]),
  );
  return fillIn(inputTemplate, (name) => RESERVED[name]?.(event, rule) ?? variables.get(name));
}

const RESERVED: Readonly<Record<string, (event: EventEnvelope, rule: DeliveredRule) => unknown>> = {
  'aws.events.rule-arn': (_, rule) => rule.ruleArn,
  'aws.events.rule-name': (_, rule) => rule.ruleName,
  'aws.events.event.ingestion-time': (_, rule) => rule.ingestionTime,
  'aws.events.event': ({ detail, ...event }) => event,
  'aws.events.event.json': (event) => event,
};

/**
 * Puts the variables into a template. A variable on its own becomes a JSON value; one inside quotes becomes part of
 * the text. One for which the event has no value leaves nothing where it is text, and `null` where it is a value.
 */
function fillIn(template: string, lookUp: (name: string) => unknown): string {
  let result = '';
  let isQuoted = false;
  for (let at = 0; at < template.length; at++) {
    const character = template[at] ?? '';
    if (character === '\\') {
      result += character + (template[++at] ?? '');
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    const name = character === '<' ? /^<([^<>]+)>/.exec(template.slice(at))?.[1] : undefined;
    if (name === undefined) {
      result += character;
      continue;
    }
    result += isQuoted ? asText(lookUp(name)) : JSON.stringify(lookUp(name) ?? null);
    at += name.length + 1;
  }
  return result;
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
