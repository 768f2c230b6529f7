import type { OutputType } from '../action-contract';
import { builtInFunctions } from './built-in-functions';
import { sourceName } from './source-names';
import { childNodes, leftNodes, type SyntaxNode } from './syntax-node';
import { declaredKinds, textKinds, type ValueKind, type ValueKinds } from './value-kinds';

/** How a property or an output is declared. */
export interface DeclaredValue {
  readonly type: OutputType;
  readonly choices?: readonly string[] | undefined;
}

/** How properties and outputs are declared; undefined where that is not known. */
export interface DeclaredValues {
  property(name: string): DeclaredValue | undefined;
  output(step: string, name: string): DeclaredValue | undefined;
}

/** A value that an expression can give: one for each of its ways, as of `a ? b : c`. */
export interface PossibleValue {
  /** Where it begins in the source. */
  readonly start: number;
  /** As it stands in the source, where that is short and plain. */
  readonly written: string | undefined;
  readonly kinds: ValueKinds;
  /** Where it is a property or an output, and nothing else. */
  readonly declared?: DeclaredValue;
  /** Where it is written down. */
  readonly literal?: string | number | boolean;
}

/** Characters in front of its end in which a number is looked for. */
const longestNumber = 400;

/** Reads off a syntax tree what its parts can give, as far as that is sure. */
export class PossibleValues {
  /** What the expression binds may be anything, a function of JSONata's by its name too. */
  private readonly bound: ReadonlySet<string>;

  constructor(
    root: SyntaxNode,
    private readonly source: string,
    private readonly declared: DeclaredValues,
  ) {
    this.bound = boundNames(root);
  }

  of(node: SyntaxNode): readonly PossibleValue[] {
    if (node.predicate || node.stages || node.group) return [this.value(node, undefined)];
    switch (node.type) {
      case 'block': {
        const last = node.expressions?.at(-1);
        return last === undefined ? [this.value(node, undefined)] : this.of(last);
      }
      case 'condition':
        return [node.then, node.else].flatMap((way) => (way === undefined ? [] : this.of(way)));
      case 'bind':
        return node.rhs === undefined ? [] : this.of(node.rhs);
      case 'path': {
        const declared = this.declarationOf(node);
        return [
          { ...this.value(node, declared && declaredKinds(declared.type)), ...(declared && { declared }) },
        ];
      }
      case 'string':
      case 'number':
      case 'value': {
        const { value } = node;
        if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
          return [this.value(node, new Set(['null']))];
        return [{ ...this.value(node, literalKinds(value)), literal: value }];
      }
      default:
        return [this.value(node, this.kindsOf(node))];
    }
  }

  private value(node: SyntaxNode, kinds: ValueKinds): PossibleValue {
    const start = this.startOf(node);
    const end = node.type === 'path' ? node.steps?.at(-1)?.position : node.position;
    const isPlain = ['path', 'string', 'number', 'value'].includes(node.type);
    const written = isPlain && end !== undefined ? this.source.slice(start, end) : undefined;
    return { start, written: written && written.length <= 60 ? written : undefined, kinds };
  }

  private kindsOf(node: SyntaxNode): ValueKinds {
    switch (node.type) {
      case 'lambda':
      case 'partial':
      case 'regex':
        return new Set(['function']);
      case 'variable':
        return builtInFunctions.has(String(node.value)) &&
          node.value !== 'error' &&
          !this.bound.has(String(node.value))
          ? new Set(['function'])
          : undefined;
      case 'unary':
        return unaryKinds.get(String(node.value));
      case 'binary':
        return binaryKinds.get(String(node.value));
      case 'function': {
        const name = String(node.procedure?.value);
        const gives = node.procedure?.type === 'variable' && !this.bound.has(name);
        return gives ? givenKinds(builtInFunctions.get(name)?.gives) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** The declaration of a plain `$record.property` or `$steps.step.output`. */
  private declarationOf({ steps = [], keepSingletonArray }: SyntaxNode): DeclaredValue | undefined {
    const isPlain = steps.every(
      (step) => !step.predicate && !step.stages && !step.group && !step.focus && !step.index,
    );
    const [head, ...names] = steps;
    if (!isPlain || keepSingletonArray || head?.type !== 'variable') return undefined;
    if (names.some(({ type }) => type !== 'name')) return undefined;
    const [first, second] = names.map(({ value }) => String(value));
    if (head.value === 'record' && first !== undefined && names.length === 1)
      return this.declared.property(first);
    if (head.value === 'steps' && first !== undefined && second !== undefined && names.length === 2)
      return this.declared.output(first, second);
    return undefined;
  }

  /** Where a node begins: JSONata says only where some token of it ends. */
  startOf(node: SyntaxNode): number {
    switch (node.type) {
      case 'path':
        return node.steps?.[0] === undefined ? 0 : this.startOf(node.steps[0]);
      case 'variable':
      case 'name':
      case 'string':
        return sourceName(node, this.source).start;
      case 'number': {
        const end = node.position ?? 0;
        const before = this.source.slice(Math.max(0, end - longestNumber), end);
        const [digits = ''] = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.exec(before) ?? [];
        return end - digits.length;
      }
      case 'value':
        return Math.max(0, (node.position ?? 0) - String(node.value).length);
      case 'function':
      case 'partial':
        return node.procedure === undefined ? 0 : this.startOf(node.procedure);
      case 'binary': {
        const [left] = leftNodes(node);
        return left === undefined ? 0 : this.startOf(left);
      }
      case 'condition':
        return node.condition === undefined ? 0 : this.startOf(node.condition);
      default:
        return Math.max(0, (node.position ?? 1) - 1);
    }
  }
}

/** A value that stands in the file itself, and in no expression. */
export function literalValue(literal: string | number | boolean): PossibleValue {
  return { start: 0, written: undefined, kinds: literalKinds(literal), literal };
}

function givenKinds(gives: ValueKind | undefined): ValueKinds {
  if (gives === undefined) return undefined;
  return new Set(gives === 'text' ? ['text', 'longNumber'] : [gives]);
}

function literalKinds(value: string | number | boolean): ValueKinds {
  if (typeof value === 'string') return textKinds(value);
  return new Set([typeof value === 'number' ? 'number' : 'boolean']);
}

const unaryKinds = new Map<string, ValueKinds>([
  ['-', new Set(['number'])],
  ['[', new Set(['list'])],
  ['{', new Set(['object'])],
]);

const number: ValueKinds = new Set(['number']);
const boolean: ValueKinds = new Set(['boolean']);
const binaryKinds = new Map<string, ValueKinds>([
  ['&', new Set(['text', 'longNumber'])],
  ...['+', '-', '*', '/', '%'].map((operator) => pair(operator, number)),
  ...['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'].map((operator) => pair(operator, boolean)),
]);

function pair(operator: string, kinds: ValueKinds): [string, ValueKinds] {
  return [operator, kinds];
}

function boundNames(root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const queue = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node.type === 'bind') for (const { value } of leftNodes(node)) names.add(String(value));
    if (node.type === 'lambda') for (const { value } of node.arguments ?? []) names.add(String(value));
    if (node.focus !== undefined) names.add(node.focus);
    if (typeof node.index === 'string') names.add(node.index);
    queue.push(...childNodes(node));
  }
  return names;
}
