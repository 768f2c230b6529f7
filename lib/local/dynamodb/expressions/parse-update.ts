import { type AttributeValue, type ValueType, valueType } from '../attribute-value';
import { requireApart } from './parse-projection';
import type { Placeholders } from './placeholders';
import { TokenReader } from './token-reader';
import type { Update, UpdateAction, UpdateValue } from './update';

/** The types by the names that messages about ADD and DELETE use. */
const typeNames: Readonly<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'SS',
  NS: 'NS',
  BS: 'BS',
  L: 'LIST',
  M: 'MAP',
};

/** What only conditions may use. */
const conditionFunctions: readonly string[] = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
];

const setTypes: readonly ValueType[] = ['SS', 'NS', 'BS'];

/**
 * An update expression (Developer Guide, "Using update expressions in DynamoDB").
 *
 * @throws ServiceError as DynamoDB does
 */
export function parseUpdate(expression: string, placeholders: Placeholders): Update {
  return new UpdateParser(new TokenReader(expression, 'UpdateExpression', placeholders)).whole();
}

class UpdateParser {
  private readonly actions: UpdateAction[] = [];
  private readonly sections = new Set<string>();

  constructor(private readonly reader: TokenReader) {}

  whole(): Update {
    do this.section();
    while (this.reader.token.kind !== 'end');
    requireApart(
      this.actions.map((action) => action.path),
      this.reader,
    );
    return this.actions;
  }

  private section(): void {
    if (!this.reader.isKeyword('SET', 'REMOVE', 'ADD', 'DELETE')) throw this.reader.syntaxError();
    const section = this.reader.take().text.toUpperCase();
    if (this.sections.has(section)) {
      throw this.reader.error(`The "${section}" section can only be used once in an update expression;`);
    }
    this.sections.add(section);
    do this.actions.push(this.action(section));
    while (this.tookComma());
  }

  private tookComma(): boolean {
    if (!this.reader.isSymbol(',')) return false;
    this.reader.take();
    return true;
  }

  private action(section: string): UpdateAction {
    const path = this.reader.takePath();
    if (section === 'REMOVE') return { kind: 'remove', path };
    if (section === 'SET') {
      this.reader.takeSymbol('=');
      return { kind: 'set', path, value: this.value() };
    }
    if (this.reader.token.kind !== 'valueReference') throw this.reader.syntaxError();
    const value = this.reader.takeValue();
    if (section === 'ADD') {
      this.requireOperand('ADD', value, ['N', ...setTypes], 'ALLOWED_FOR_ADD_OPERAND');
      return { kind: 'add', path, value };
    }
    this.requireOperand('DELETE', value, setTypes, 'ALLOWED_FOR_DELETE_OPERAND');
    return { kind: 'delete', path, value };
  }

  private value(): UpdateValue {
    const left = this.operand();
    if (!this.reader.isSymbol('+', '-')) return left;
    const operator = this.reader.take().text;
    const right = this.operand();
    this.requireTypes(operator, [left, right], 'N');
    return { kind: operator === '+' ? 'sum' : 'difference', left, right };
  }

  private operand(): UpdateValue {
    const { token, nextToken } = this.reader;
    if (token.kind === 'valueReference') return { kind: 'value', value: this.reader.takeValue() };
    if (token.kind === 'word' && nextToken.text === '(') return this.functionValue();
    if (!this.reader.isSymbol('(')) return { kind: 'path', path: this.reader.takePath() };
    this.reader.take();
    const value = this.value();
    this.reader.takeSymbol(')');
    return value;
  }

  private functionValue(): UpdateValue {
    const name = this.reader.take().text;
    this.reader.takeSymbol('(');
    if (name !== 'if_not_exists' && name !== 'list_append') {
      throw this.reader.error(
        conditionFunctions.includes(name)
          ? `The function is not allowed in an update expression; function: ${name}`
          : `Invalid function name; function: ${name}`,
      );
    }
    const operands = [this.operand()];
    while (this.tookComma()) operands.push(this.operand());
    this.reader.takeSymbol(')');
    const [first, second] = operands;
    if (first === undefined || second === undefined || operands.length > 2) {
      throw this.reader.error(
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    }
    if (name === 'list_append') {
      this.requireTypes(name, operands, 'L');
      return { kind: 'listAppend', first, second };
    }
    if (first.kind !== 'path') {
      throw this.reader.error(`Operator or function requires a document path; operator or function: ${name}`);
    }
    return { kind: 'ifNotExists', path: first.path, otherwise: second };
  }

  private requireTypes(operator: string, operands: readonly UpdateValue[], type: ValueType): void {
    for (const operand of operands) {
      if (operand.kind !== 'value' || valueType(operand.value) === type) continue;
      throw this.reader.error(
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${valueType(operand.value)}`,
      );
    }
  }

  private requireOperand(
    operator: string,
    value: AttributeValue,
    types: readonly ValueType[],
    typeSet: string,
  ): void {
    const type = valueType(value);
    if (types.includes(type)) return;
    throw this.reader.error(
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeNames[type]}, typeSet: ${typeSet}`,
    );
  }
}
