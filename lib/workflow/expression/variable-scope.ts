import { childNodes, leftNodes, type SyntaxNode } from './syntax-node';

/** The variables that an expression binds itself, where they are visible: blocks and functions open new scopes. */
export class VariableScope {
  private readonly names = new Set<string>();

  constructor(private readonly outer?: VariableScope) {}

  has(name: string): boolean {
    return this.names.has(name) || (this.outer?.has(name) ?? false);
  }

  /** All names that are visible, for remedies. */
  visibleNames(): string[] {
    return [...this.names, ...(this.outer?.visibleNames() ?? [])];
  }

  /** A scope inside this one, in which a function's parameters are bound. */
  inner(parameters: readonly SyntaxNode[] = []): VariableScope {
    const scope = new VariableScope(this);
    for (const { value } of parameters) scope.names.add(String(value));
    return scope;
  }

  /**
   * Binds what is bound anywhere in some nodes, but for what their blocks and functions keep to themselves. Also what
   * is bound only further behind: a function may call itself.
   */
  bindAllOf(nodes: readonly SyntaxNode[]): void {
    for (const node of nodes) {
      if (node.type === 'bind') for (const { value } of leftNodes(node)) this.names.add(String(value));
      if (node.focus !== undefined) this.names.add(node.focus);
      if (typeof node.index === 'string') this.names.add(node.index);
      if (node.type === 'index') this.names.add(String(node.value));
      const opensScope = node.type === 'block' || (node.type === 'lambda' && node.thunk !== true);
      if (!opensScope) this.bindAllOf(childNodes(node));
    }
  }
}
