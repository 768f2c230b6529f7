import { type AttributeValue, type ValueType, valueType, valueTypes } from '../attribute-value';
import { compareValues, equalValues } from '../compare-values';
import type { Comparator, Condition, Operand } from './condition';
import { pathText } from './document-path';
import type { ExpressionKind, Placeholders } from './placeholders';
import { TokenReader } from './token-reader';

const comparators: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];

/** The functions of conditions, and how many operands each takes. */
const operandCounts: ReadonlyMap<string, number> = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
]);

/** The types that have an order, and so a place in `<` and `BETWEEN`. */
const orderedTypes: readonly string[] = ['S', 'N', 'B'];

/**
 * A condition, filter or key condition (Developer Guide, "Condition and filter expressions, operators, and functions in
 * DynamoDB").
 *
 * @throws ServiceError as DynamoDB does
 */
export function parseCondition(
  expression: string,
  kind: ExpressionKind,
  placeholders: Placeholders,
): Condition {
  return new ConditionParser(new TokenReader(expression, kind, placeholders)).whole();
}

/** Precedence, loosest first: OR, AND, NOT, then what compares. */
class ConditionParser {
  /** Groups that hold nothing but a group: DynamoDB refuses them. */
  private readonly groups = new WeakSet<Condition>();

  constructor(private readonly reader: TokenReader) {}

  whole(): Condition {
    const condition = this.or();
    this.reader.takeEnd();
    return condition;
  }

  private or(): Condition {
    let left = this.and();
    while (this.reader.isKeyword('OR')) {
      this.reader.take();
      left = { kind: 'or', left, right: this.and() };
    }
    return left;
  }

  private and(): Condition {
    let left = this.not();
    while (this.reader.isKeyword('AND')) {
      this.reader.take();
      left = { kind: 'and', left, right: this.not() };
    }
    return left;
  }

  private not(): Condition {
    if (!this.reader.isKeyword('NOT')) return this.primary();
    this.reader.take();
    return { kind: 'not', condition: this.not() };
  }

  private primary(): Condition {
    if (this.reader.isSymbol('(')) return this.group();
    if (this.isFunction() && this.reader.token.text !== 'size') {
      const name = this.reader.token.text;
      const condition = this.functionCondition();
      if (this.reader.isSymbol(...comparators)) throw this.misusedFunction(name);
      return condition;
    }
    return this.comparison(this.operand());
  }

  private group(): Condition {
    this.reader.takeSymbol('(');
    const condition = this.or();
    this.reader.takeSymbol(')');
    if (this.groups.has(condition)) throw this.reader.error('The expression has redundant parentheses;');
    this.groups.add(condition);
    return condition;
  }

  private isFunction(): boolean {
    const { token, nextToken } = this.reader;
    return (
      token.kind === 'word' &&
      nextToken.text === '(' &&
      !this.reader.isKeyword('AND', 'OR', 'NOT', 'IN', 'BETWEEN')
    );
  }

  private comparison(left: Operand): Condition {
    if (this.reader.isSymbol(...comparators)) {
      const comparator = asComparator(this.reader.take().text);
      const right = this.operand();
      this.requireDistinct(comparator, left, [right]);
      if (comparator !== '=' && comparator !== '<>') this.requireOrdered(comparator, [left, right]);
      return { kind: 'compare', comparator, left, right };
    }
    if (this.reader.isKeyword('BETWEEN')) return this.between(left);
    if (this.reader.isKeyword('IN')) return this.in(left);
    if (left.kind === 'size') throw this.misusedFunction('size');
    throw this.reader.syntaxError();
  }

  private between(operand: Operand): Condition {
    this.reader.takeKeyword('BETWEEN');
    const lower = this.operand();
    this.reader.takeKeyword('AND');
    const upper = this.operand();
    this.requireDistinct('BETWEEN', operand, [lower, upper]);
    this.requireOrdered('BETWEEN', [operand, lower, upper]);
    if (lower.kind === 'value' && upper.kind === 'value') this.requireBounds(lower.value, upper.value);
    return { kind: 'between', operand, lower, upper };
  }

  private in(operand: Operand): Condition {
    this.reader.takeKeyword('IN');
    this.reader.takeSymbol('(');
    const options = this.operands();
    this.requireDistinct('IN', operand, options);
    return { kind: 'in', operand, options };
  }

  private functionCondition(): Condition {
    const name = this.reader.take().text;
    this.reader.takeSymbol('(');
    const count = operandCounts.get(name);
    if (count === undefined) throw this.invalidFunction(name);
    const operands = this.operands();
    this.requireCount(name, count, operands);
    const [first, second] = operands;
    if (first === undefined) throw this.reader.syntaxError();
    if (name === 'attribute_exists' || name === 'attribute_not_exists') {
      return { kind: 'exists', path: this.pathOf(name, first), expected: name === 'attribute_exists' };
    }
    if (second === undefined) throw this.reader.syntaxError();
    if (name === 'attribute_type')
      return { kind: 'type', path: this.pathOf(name, first), type: this.typeOf(second) };
    this.requireDistinct(name, first, [second]);
    if (name === 'contains') return { kind: 'contains', operand: first, member: second };
    this.requireTypes(name, operands, ['S', 'B']);
    return { kind: 'beginsWith', operand: first, prefix: second };
  }

  private operands(): Operand[] {
    const operands = [this.operand()];
    while (this.reader.isSymbol(',')) {
      this.reader.take();
      operands.push(this.operand());
    }
    this.reader.takeSymbol(')');
    return operands;
  }

  private operand(): Operand {
    if (this.reader.token.kind === 'valueReference') return { kind: 'value', value: this.reader.takeValue() };
    if (!this.isFunction()) return { kind: 'path', path: this.reader.takePath() };
    const name = this.reader.take().text;
    this.reader.takeSymbol('(');
    if (name !== 'size') {
      throw operandCounts.has(name) ? this.misusedFunction(name) : this.invalidFunction(name);
    }
    const operands = this.operands();
    this.requireCount(name, 1, operands);
    const [of] = operands;
    if (of?.kind === 'value') {
      throw this.reader.error(
        `Incorrect operand type for operator or function; operator or function: size, operand type: ${valueType(of.value)}`,
      );
    }
    if (of?.kind !== 'path') throw this.misusedFunction(name);
    return { kind: 'size', of: of.path };
  }

  private pathOf(name: string, operand: Operand) {
    if (operand.kind === 'path') return operand.path;
    throw this.reader.error(`Operator or function requires a document path; operator or function: ${name}`);
  }

  private typeOf(operand: Operand): string {
    const type = operand.kind === 'value' && 'S' in operand.value ? operand.value.S : undefined;
    if (operand.kind !== 'value' || type === undefined) {
      const given = operand.kind === 'value' ? valueType(operand.value) : 'S';
      throw this.reader.error(
        `Incorrect operand type for operator or function; operator or function: attribute_type, operand type: ${given}`,
      );
    }
    if (!valueTypes.some((known) => known === type)) {
      throw this.reader.error(
        `Invalid attribute type name found; type: ${type}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
      );
    }
    return type;
  }

  private misusedFunction(name: string) {
    return this.reader.error(
      `The function is not allowed to be used this way in an expression; function: ${name}`,
    );
  }

  private invalidFunction(name: string) {
    return this.reader.error(`Invalid function name; function: ${name}`);
  }

  private requireCount(name: string, count: number, operands: readonly Operand[]): void {
    if (operands.length === count) return;
    throw this.reader.error(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }

  private requireDistinct(operator: string, first: Operand, others: readonly Operand[]): void {
    if (first.kind !== 'path') return;
    const text = pathText(first.path);
    if (!others.some((other) => other.kind === 'path' && pathText(other.path) === text)) return;
    throw this.reader.error(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${text}`,
    );
  }

  private requireOrdered(operator: string, operands: readonly Operand[]): void {
    this.requireTypes(operator, operands, orderedTypes);
  }

  private requireTypes(operator: string, operands: readonly Operand[], types: readonly string[]): void {
    for (const operand of operands) {
      const type = knownType(operand);
      if (type === undefined || types.includes(type)) continue;
      throw this.reader.error(
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
      );
    }
  }

  private requireBounds(lower: AttributeValue, upper: AttributeValue): void {
    if (valueType(lower) !== valueType(upper)) {
      throw this.reader.error(
        `The BETWEEN operator requires same data type for lower and upper bounds; ${boundsText(lower, upper)}`,
      );
    }
    if (!equalValues(lower, upper) && (compareValues(lower, upper) ?? 0) > 0) {
      throw this.reader.error(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${boundsText(lower, upper)}`,
      );
    }
  }
}

/** The type that an operand has whatever the item: a value's own, and that of a size. */
function knownType(operand: Operand): ValueType | undefined {
  if (operand.kind === 'path') return undefined;
  return operand.kind === 'size' ? 'N' : valueType(operand.value);
}

function boundsText(lower: AttributeValue, upper: AttributeValue): string {
  return `lower bound operand: AttributeValue: ${valueText(lower)}, upper bound operand: AttributeValue: ${valueText(upper)}`;
}

function valueText(value: AttributeValue): string {
  const [[type, content] = []] = Object.entries(value);
  return `{${type}:${content}}`;
}

function asComparator(text: string): Comparator {
  if (text === '=' || text === '<>' || text === '<' || text === '<=' || text === '>') return text;
  return '>=';
}
