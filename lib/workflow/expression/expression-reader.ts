import { notTrap, nullTrap } from './absent-traps';
import { bareCallProblem, callProblem } from './call-problems';
import {
  bareNameProblem,
  bindingProblem,
  contextProblem,
  rootProblem,
  stepsProblem,
  variableProblem,
} from './name-problems';
import type { ExpressionProblem, Reference, SourceName } from './parsed-expression';
import { isScopeKind, type ScopeKind } from './scope-names';
import { sourceName } from './source-names';
import { leftNodes, type SyntaxNode } from './syntax-node';
import { textFilterProblem } from './text-filter';
import { VariableScope } from './variable-scope';

/** What a bare name is a field of: of nothing at the top of an expression, of the record in `$record[…]`. */
type Context = 'nothing' | 'record' | 'something';

/** A node with what is known of the place that it stands in. */
interface Place {
  readonly scope: VariableScope;
  readonly context: Context;
}

/** Walks a syntax tree, and collects what it reads of the language's names, and what is wrong with it. */
export class ExpressionReader {
  readonly references: Reference[] = [];
  readonly recordProperties: SourceName[] = [];
  readonly problems: ExpressionProblem[] = [];

  constructor(private readonly source: string) {}

  read(root: SyntaxNode): void {
    const scope = new VariableScope();
    scope.bindAllOf([root]);
    this.visit(root, { scope, context: 'nothing' });
  }

  private visit(node: SyntaxNode, place: Place): void {
    this.visitNode(node, place);
    if (node.type === 'path') return;
    this.visitFilters(node, { ...place, context: isWholeRecord(node, place) ? 'record' : 'something' });
  }

  private visitNode(node: SyntaxNode, place: Place): void {
    switch (node.type) {
      case 'path':
        this.visitPath(node, place);
        break;
      case 'variable':
        this.visitVariable(node, [], place);
        break;
      case 'bind':
        for (const variable of leftNodes(node)) this.checkBinding(sourceName(variable, this.source));
        this.visitAll([node.rhs], place);
        break;
      case 'block': {
        const scope = place.scope.inner();
        scope.bindAllOf(node.expressions ?? []);
        this.visitAll(node.expressions, { ...place, scope });
        break;
      }
      case 'lambda':
        this.visitLambda(node, place);
        break;
      case 'function':
      case 'partial':
        this.visitCall(node, place, 0);
        break;
      case 'apply':
        this.visitAll(leftNodes(node), place);
        if (node.rhs?.type === 'function') this.visitCall(node.rhs, place, 1);
        else if (node.rhs && isBuiltInError(node.rhs, place)) break;
        else this.visitAll([node.rhs], place);
        break;
      case 'transform':
        this.visitAll([node.pattern, node.update, node.delete], { ...place, context: 'something' });
        break;
      case 'binary':
        this.report(nullTrap(node, this.source));
        this.visitAll([...leftNodes(node), node.rhs], place);
        break;
      default:
        this.visitAll([...leftNodes(node), ...(node.expressions ?? []), node.expression], place);
        this.visitAll([node.condition, node.then, node.else], place);
    }
  }

  private visitAll(nodes: readonly (SyntaxNode | undefined)[] | undefined, place: Place): void {
    for (const node of nodes ?? []) if (node !== undefined) this.visit(node, place);
  }

  private visitPath(path: SyntaxNode, place: Place): void {
    const [head, ...rest] = path.steps ?? [];
    if (head === undefined) return;
    const headIsRecord = isWholeRecord(head, place);

    if (head.type === 'variable') this.visitVariable(head, rest, place);
    else if (head.type === 'name') this.readName(head, place.context);
    else this.visit(head, place);

    const behindHead: Place = { ...place, context: headIsRecord ? 'record' : 'something' };
    // Any other head has been visited with its own filters.
    if (head.type === 'variable' || head.type === 'name') this.visitFilters(head, behindHead);
    let context = behindHead;
    for (const step of rest) {
      if (step.type === 'name') {
        if (context.context === 'record') this.recordProperties.push(sourceName(step, this.source));
      } else if (step.type === 'sort') {
        for (const { expression } of step.terms ?? []) this.visit(expression, context);
        continue;
      } else {
        this.visit(step, context);
      }
      context = { ...place, context: 'something' };
      if (step.type === 'name') this.visitFilters(step, context);
    }
    const grouped: Place = { ...place, context: rest.length === 0 && headIsRecord ? 'record' : 'something' };
    this.visitFilters(path, grouped);
  }

  private visitFilters(step: SyntaxNode, place: Place): void {
    for (const bound of [step.focus, typeof step.index === 'string' ? step.index : undefined]) {
      if (bound !== undefined) this.checkBinding(this.boundInPath(bound, step));
    }
    for (const stage of [...(step.predicate ?? []), ...(step.stages ?? [])]) {
      this.report(textFilterProblem(stage, this.source));
      if (stage.type === 'index') this.checkBinding(this.boundInPath(String(stage.value), stage));
      else this.visitAll([stage.expr], place);
    }
    for (const pair of step.group?.lhs ?? []) this.visitAll(pair, place);
  }

  /** A name at the head of a path is a field of the context, and at the top there is none. */
  private readName(node: SyntaxNode, context: Context): void {
    const name = sourceName(node, this.source);
    if (context === 'record') this.recordProperties.push(name);
    if (context === 'nothing') this.report(bareNameProblem(name, this.source.slice(0, name.start)));
  }

  private visitVariable(node: SyntaxNode, path: readonly SyntaxNode[], place: Place): void {
    const name = sourceName(node, this.source);
    if (name.value === '$') {
      this.report(rootProblem(name));
    } else if (name.value === '') {
      if (place.context === 'nothing') this.report(contextProblem(name));
    } else if (place.scope.has(name.value)) {
      // The author's own variable; a name that is not his to bind has been reported where he binds it.
      return;
    } else if (isScopeKind(name.value)) {
      this.readScopeName(name, name.value, node, path);
    } else {
      this.report(variableProblem(name, path.at(0)?.value, place.scope.visibleNames()));
    }
  }

  private readScopeName(
    name: SourceName,
    kind: ScopeKind,
    node: SyntaxNode,
    path: readonly SyntaxNode[],
  ): void {
    const names: SourceName[] = [];
    if (node.predicate === undefined && node.stages === undefined && node.group === undefined) {
      for (const step of path) {
        if (step.type !== 'name') break;
        names.push(sourceName(step, this.source));
        // What is behind a filter is a field of what the filter leaves, and the same for the checks; not so behind
        // a step's id, which the compiler replaces.
        if (kind === 'steps' && names.length === 1 && (step.stages ?? step.focus ?? step.index)) break;
      }
    }
    if (kind !== 'steps') {
      this.references.push({ kind, start: name.start, end: name.end, names });
      return;
    }
    const [step, ...outputs] = names;
    if (step === undefined || outputs.length === 0) {
      this.report(stepsProblem(name, step));
      return;
    }
    this.references.push({ kind, start: name.start, end: step.end, names: outputs, step });
  }

  private visitLambda(node: SyntaxNode, place: Place): void {
    if (node.thunk === true) {
      this.visitAll([node.body], place);
      return;
    }
    for (const parameter of node.arguments ?? []) this.checkBinding(sourceName(parameter, this.source));
    const scope = place.scope.inner(node.arguments);
    if (node.body) scope.bindAllOf([node.body]);
    this.visitAll([node.body], { ...place, scope });
  }

  /** @param chained how many arguments `~>` puts in front */
  private visitCall(node: SyntaxNode, place: Place, chained: 0 | 1): void {
    const callArguments = node.arguments ?? [];
    this.visitAll(
      callArguments.filter(({ type, value }) => !(type === 'operator' && value === '?')),
      place,
    );
    const procedure = node.procedure;
    if (procedure === undefined) return;
    if (procedure.type === 'path' && procedure.steps?.length === 1) {
      const name = sourceName(procedure.steps[0] ?? procedure, this.source);
      this.report(bareCallProblem(name, place.scope.visibleNames()));
      return;
    }
    if (procedure.type !== 'variable') {
      this.visit(procedure, place);
      return;
    }
    const name = sourceName(procedure, this.source);
    const count = node.type === 'function' ? callArguments.length + chained : undefined;
    this.report(callProblem(name, count, place.scope.visibleNames()));
    if (name.value === 'not' && chained === 0) this.report(notTrap(node, name.start, this.source));
    if (name.value === 'lookup') this.readLookup(callArguments);
  }

  /** `$lookup($record, 'emial')` reads a property as a path does. */
  private readLookup([object, key]: readonly SyntaxNode[]): void {
    if (object?.type !== 'variable' || object.value !== 'record') return;
    if (key?.type === 'string') this.recordProperties.push(sourceName(key, this.source));
  }

  private checkBinding(name: SourceName): void {
    this.report(bindingProblem(name));
  }

  /** The place of a variable that `@` or `#` binds: JSONata's tree does not say it. */
  private boundInPath(value: string, step: SyntaxNode): SourceName {
    const start = this.source.indexOf(`$${value}`, Math.max(0, (step.position ?? 0) - 1));
    const found = start < 0 ? (step.position ?? 0) : start;
    return { value, start: found, end: found + value.length + 1 };
  }

  private report(problem: ExpressionProblem | undefined): void {
    if (problem !== undefined) this.problems.push(problem);
  }
}

function isWholeRecord(node: SyntaxNode, place: Place): boolean {
  if (node.type === 'variable' && node.value === '') return place.context === 'record';
  return node.type === 'variable' && node.value === 'record';
}

/** `… ~> $error` is JSONata's function; everywhere else but in a call `$error` is the language's name. */
function isBuiltInError(node: SyntaxNode, place: Place): boolean {
  return node.type === 'variable' && node.value === 'error' && !place.scope.has('error');
}
