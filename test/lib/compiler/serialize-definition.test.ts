import fc from 'fast-check';
import { AccountName } from '../../../lib/compiler/account-name';
import type { DefinitionValue, StateMachineDefinition } from '../../../lib/compiler/compiled-workflow';
import { serializeDefinition } from '../../../lib/compiler/serialize-definition';

function definitionWith(fields: { readonly [field: string]: DefinitionValue }): StateMachineDefinition {
  return { Comment: 'c', QueryLanguage: 'JSONata', StartAt: 'a', States: { a: { Type: 'Task', ...fields } } };
}
const noNames = (): string => {
  throw new Error('There are no names to resolve.');
};

describe('a definition as text', () => {
  it.each([
    ['${first_name}'],
    ['$${x}'],
    ['${Token[TOKEN.12]}'],
    ['#{Token[1]}'],
    ['{{resolve:secretsmanager:prod/password}}'],
    ['{{{resolve:ssm:x}}'],
    ['back\\slash ${x} and "quotes" {{resolve:ssm:y}}'],
  ])('holds %j so that neither CloudFormation nor the CDK sees it', (text) => {
    const serialized = serializeDefinition(definitionWith({ Arguments: { [text]: text } }), noNames);

    expect(serialized).not.toMatch(/\$\{|#\{|\{\{resolve:/);
    expect(JSON.parse(serialized).States.a.Arguments).toEqual({ [text]: text });
  });

  it('is the definition, whatever authors wrote', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: fc.constantFrom('$', '{', '#', 'resolve:', '"', '\\') }),
        (value, text) => {
          const definition = definitionWith({ Arguments: { value: value as DefinitionValue, text } });
          const serialized = serializeDefinition(definition, noNames);
          expect(JSON.parse(serialized)).toEqual(JSON.parse(JSON.stringify(definition)));
          expect(serialized).not.toMatch(/\$\{|#\{|\{\{resolve:/);
        },
      ),
    );
  });

  it('holds the names of the account raw', () => {
    const definition = definitionWith({
      Arguments: {
        TableName: new AccountName('table'),
        FunctionName: new AccountName('action', 'availability'),
      },
    });

    const serialized = serializeDefinition(definition, ({ kind, step }) => `\${Token[${kind}.${step}]}`);

    expect(serialized).toContain('"TableName":"${Token[table.undefined]}"');
    expect(serialized).toContain('"FunctionName":"${Token[action.availability]}"');
  });

  it('takes a text that looks like a mark for a text', () => {
    const serialized = serializeDefinition(definitionWith({ Arguments: { x: '<table>' } }), noNames);
    expect(JSON.parse(serialized).States.a.Arguments.x).toBe('<table>');
  });

  it("puts another partition into the ARNs of integrations, and into no author's text", () => {
    const resource = 'arn:aws:states:::lambda:invoke';
    const definition = definitionWith({ Resource: resource, Arguments: { Resource: resource } });

    const { a } = JSON.parse(serializeDefinition(definition, noNames, { partition: '${Token[P.1]}' })).States;

    expect(a.Resource).toBe('arn:${Token[P.1]}:states:::lambda:invoke');
    expect(a.Arguments.Resource).toBe(resource);
    expect(JSON.parse(serializeDefinition(definition, noNames)).States.a.Resource).toBe(resource);
  });
});
