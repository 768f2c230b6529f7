import type { Given } from './given-value';
import { isError } from './read-anything';

/** What a bot's code gives back ("Code snippets in bots", HubSpot developers' documentation): it has no outputFields. */
const botKeys = ['botMessage', 'nextModuleNickname', 'responseExpected', 'quickReplies', 'customState'];

/** Reads a call of the callback that is not simply `{ outputFields }` or nothing. */
export function givenByCallback(first: unknown, second: unknown, isBot: boolean): Given {
  if (isError(first)) return { kind: 'error', error: first };
  const value = first === undefined || first === null ? second : first;
  return guarded(() => {
    const read = readValue(value, isBot);
    if (read !== undefined) return read;
    const remark = `The callback got ${described(value)}. ${meant(value)}`;
    return isEmptyObject(value)
      ? { kind: 'outputs', outputFields: undefined }
      : { kind: 'outputs', outputFields: undefined, remark };
  });
}

/** Reads what was returned where that is neither `{ outputFields }` nor nothing: no value, since much code returns. */
export function givenByReturn(returned: unknown, isBot: boolean): Given {
  return guarded(
    () =>
      readValue(returned, isBot) ?? {
        kind: 'nothing',
        remark: `The action returned ${described(returned)}. ${meant(returned)}`,
      },
  );
}

function guarded(read: () => Given): Given {
  try {
    return read();
  } catch (error) {
    return { kind: 'error', error };
  }
}

function readValue(value: unknown, isBot: boolean): Given | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('outputFields' in value) return { kind: 'outputs', outputFields: value.outputFields };
  return isBot && botKeys.some((key) => key in value) ? { kind: 'outputs', outputFields: value } : undefined;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  return 'an object without outputFields';
}

function meant(value: unknown): string {
  const names = typeof value === 'object' && value !== null ? Object.keys(value).slice(0, 5) : [];
  const fields = names.length > 0 && !Array.isArray(value) ? names.join(', ') : '…';
  return `Did you mean { outputFields: { ${fields} } }?`;
}
