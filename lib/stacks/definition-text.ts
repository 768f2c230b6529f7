import { AccountName } from '../compiler/account-name';
import type { DefinitionValue, StateMachineDefinition } from '../compiler/compiled-workflow';

/** Stand-in until lib/compiler has it. */
export function serializeDefinition(
  definition: StateMachineDefinition,
  nameOf: (mark: AccountName) => string,
): string {
  return write({ ...definition } as unknown as DefinitionValue, nameOf);
}

function write(value: DefinitionValue, nameOf: (mark: AccountName) => string): string {
  if (value instanceof AccountName) return `"${nameOf(value)}"`;
  if (Array.isArray(value))
    return `[${value.map((entry: DefinitionValue) => write(entry, nameOf)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as Record<string, DefinitionValue>);
    return `{${entries.map(([key, entry]) => `${text(key)}:${write(entry, nameOf)}`).join(',')}}`;
  }
  return text(value);
}

function text(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('${', '$\\u007b')
    .replaceAll('#{', '#\\u007b')
    .replaceAll('{{resolve:', '{\\u007bresolve:');
}
