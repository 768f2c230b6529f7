import type { AttributeValue } from '../attribute-value';
import { reservedWords } from '../reserved-words';
import { type ServiceError, validationError } from '../service-error';
import type { DocumentPath } from './document-path';
import type { ExpressionKind, Placeholders } from './placeholders';
import { type Token, tokenize } from './token';

/** "Maximum length of any expression string is 4 KB" ("Quotas in Amazon DynamoDB"), in bytes. */
const maximumExpressionSize = 4096;

/** Words of the language itself: where a name is expected they are no names but mistakes in the expression. */
const keywords: readonly string[] = ['ADD', 'AND', 'BETWEEN', 'DELETE', 'IN', 'NOT', 'OR', 'REMOVE', 'SET'];

/** Reads the tokens of one expression in turn, and knows how DynamoDB words what is wrong with it. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private at = 0;

  /** @throws ServiceError when the expression is empty or too long */
  constructor(
    private readonly expression: string,
    readonly kind: ExpressionKind,
    private readonly placeholders: Placeholders,
  ) {
    if (expression === '') throw this.error('The expression can not be empty;');
    const size = Buffer.byteLength(expression);
    if (size > maximumExpressionSize) {
      throw this.error(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
    }
    this.tokens = tokenize(expression);
  }

  get token(): Token {
    return this.tokenAt(this.at);
  }

  get nextToken(): Token {
    return this.tokenAt(this.at + 1);
  }

  take(): Token {
    const token = this.token;
    this.at++;
    return token;
  }

  isSymbol(...symbols: readonly string[]): boolean {
    return this.token.kind === 'symbol' && symbols.includes(this.token.text);
  }

  takeSymbol(symbol: string): void {
    if (!this.isSymbol(symbol)) throw this.syntaxError();
    this.at++;
  }

  /** Keywords count in any case. */
  isKeyword(...keywords: readonly string[]): boolean {
    return this.token.kind === 'word' && keywords.includes(this.token.text.toUpperCase());
  }

  takeKeyword(keyword: string): void {
    if (!this.isKeyword(keyword)) throw this.syntaxError();
    this.at++;
  }

  takeEnd(): void {
    if (this.token.kind !== 'end') throw this.syntaxError();
  }

  takeValue(): AttributeValue {
    return this.placeholders.value(this.take().text, this.kind);
  }

  takePath(): DocumentPath {
    const path: (string | number)[] = [this.takeName()];
    while (this.isSymbol('.', '[')) {
      if (this.take().text === '.') {
        path.push(this.takeName());
      } else {
        if (this.token.kind !== 'number') throw this.syntaxError();
        path.push(Number(this.take().text));
        this.takeSymbol(']');
      }
    }
    return path;
  }

  error(message: string): ServiceError {
    return validationError(`Invalid ${this.kind}: ${message}`);
  }

  syntaxError(): ServiceError {
    const last = this.tokens.length - 2;
    const from = this.tokenAt(Math.max(0, this.at - 1)).start;
    const to = this.at > last ? this.expression.length : this.tokenAt(Math.min(last, this.at + 1)).end;
    return this.error(
      `Syntax error; token: "${this.token.text}", near: "${this.expression.slice(from, to)}"`,
    );
  }

  private takeName(): string {
    if (this.token.kind === 'nameReference') return this.placeholders.name(this.take().text, this.kind);
    if (this.token.kind !== 'word' || this.isKeyword(...keywords)) throw this.syntaxError();
    const name = this.take().text;
    if (reservedWords.has(name.toUpperCase())) {
      throw this.error(`Attribute name is a reserved keyword; reserved keyword: ${name}`);
    }
    return name;
  }

  private tokenAt(at: number): Token {
    const token = this.tokens[Math.min(at, this.tokens.length - 1)];
    if (token === undefined) throw new Error('An expression has no tokens.');
    return token;
  }
}
