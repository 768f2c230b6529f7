import { AccountName } from './account-name';
import type { DefinitionValue, StateMachineDefinition } from './compiled-workflow';

/**
 * A definition as JSON text, for CloudFormation or for a machine that runs here.
 *
 * What authors wrote must reach Step Functions as it is. CloudFormation would resolve `{{resolve:secretsmanager:…}}` in
 * it, which is a leak; the CDK takes `${Token[…]}` and `#{Token[…]}` for its own; lints take `${…}` for a substitution.
 * So those are written with JSON's escape of the brace, and the account's names, which may be tokens,
 * go in raw and last.
 *
 * @param resolve the name, ARN or token for a mark
 * @param options.partition stands in the ARNs of integrations instead of `aws`; may be a token
 */
export function serializeDefinition(
  definition: StateMachineDefinition,
  resolve: (name: AccountName) => string,
  options: { readonly partition?: string } = {},
): string {
  const states = Object.entries(definition.States).map(([name, state]) => {
    const fields = Object.entries(state).map(([field, value]) => {
      const isResource = field === 'Resource' && typeof value === 'string';
      return member(field, isResource ? resourceText(value, options.partition) : valueText(value, resolve));
    });
    return member(name, `{${fields.join(',')}}`);
  });
  const { Comment, QueryLanguage, StartAt } = definition;
  return `{${[
    member('Comment', userText(Comment)),
    member('QueryLanguage', userText(QueryLanguage)),
    member('StartAt', userText(StartAt)),
    member('States', `{${states.join(',')}}`),
  ].join(',')}}`;
}

const integrationArn = /^arn:aws:(?=states:)/;

function resourceText(resource: string, partition = 'aws'): string {
  return JSON.stringify(resource.replace(integrationArn, () => `arn:${partition}:`));
}

function valueText(value: DefinitionValue, resolve: (name: AccountName) => string): string {
  if (value instanceof AccountName) return JSON.stringify(resolve(value));
  if (isList(value)) return `[${value.map((element) => valueText(element, resolve)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, element]) => member(name, valueText(element, resolve)));
    return `{${members.join(',')}}`;
  }
  return typeof value === 'string' ? userText(value) : JSON.stringify(value);
}

function member(name: string, text: string): string {
  return `${userText(name)}:${text}`;
}

function userText(text: string): string {
  return JSON.stringify(text)
    .replaceAll('${', '$\\u007b')
    .replaceAll('#{', '#\\u007b')
    .replaceAll('{{resolve:', '{\\u007bresolve:');
}

/** `Array.isArray` does not narrow readonly lists. */
function isList(value: DefinitionValue): value is readonly DefinitionValue[] {
  return Array.isArray(value);
}
