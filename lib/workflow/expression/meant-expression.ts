import { parseExpression } from './parse-expression';
import type { ExpressionProblem } from './parsed-expression';
import { writtenName } from './written-name';

/** What stands in an example where nothing can be made of what is written. */
const example = '$record.email';

/**
 * What an author may have meant who wrote no expression where one belongs, for a remedy: what is written, if it is
 * right; with `$record.` in front of names that stand alone; or the question that a few words ask.
 */
export function meantExpression(written: unknown): string {
  if (typeof written !== 'string' || written.length > 60) return example;
  const text = written
    .trim()
    .replace(/^\{%|%\}$/g, '')
    .replace(/^\{\{|\}\}$/g, '')
    .trim();
  const question = existenceAsked(text);
  if (question !== undefined) return question;
  const { ast, problems } = parseExpression(`{%${text}%}`);
  if (ast === undefined) return example;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code !== 'bare-name')) return example;
  return withRecord(text, errors);
}

/** `email is set`, `email is unknown`: HubSpot's words, and those that people use. */
function existenceAsked(text: string): string | undefined {
  const [, name = '', not, word = ''] =
    /^(?:\$?record\.|\$)?(\w+) (?:is|exists|has)( not|n't)? ?(set|known|present|there|defined|filled|given|empty|unknown|missing|null|blank|absent|a value)?$/i.exec(
      text,
    ) ?? [];
  if (name === '') return undefined;
  const asksAbsence = /^(empty|unknown|missing|null|blank|absent)$/i.test(word) !== (not !== undefined);
  const exists = `$exists($record.${writtenName(name)})`;
  return asksAbsence ? `$not(${exists})` : exists;
}

/** Names that stand alone are properties, but for those in capital letters, which are rather texts. */
function withRecord(text: string, bareNames: readonly ExpressionProblem[]): string {
  let result = '';
  let at = 0;
  for (const { start, written = '' } of bareNames) {
    const isText = /^[A-Z][A-Z0-9_]*$/.test(written);
    result += text.slice(at, start) + (isText ? `'${written}'` : `$record.${writtenName(written)}`);
    at = start + (text.startsWith(written, start) ? written.length : written.length + 2);
  }
  return result + text.slice(at);
}
