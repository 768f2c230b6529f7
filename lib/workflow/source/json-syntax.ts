import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import { jsonTokens } from './json-tokens';

/** What is wrong with the syntax of a file, and where. */
export interface SyntaxExplanation {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Where to point, if not where the parser stumbled. */
  readonly offset?: number;
  /** Whether the rest of the file can be read all the same. */
  readonly readable?: boolean;
}

const unclosedList: SyntaxExplanation = {
  code: 'json-syntax',
  message: 'A `]` is missing in front of this.',
  remedy: 'Close the list: `]`.',
};

/** A parser's error in plain words. */
export function explainSyntaxError({ error, offset, length }: ParseError, text: string): SyntaxExplanation {
  const written = text.slice(offset, offset + length);
  const end = text.trimEnd().length;
  const syntax = (message: string, remedy: string): SyntaxExplanation => ({
    code: 'json-syntax',
    message,
    remedy,
    // Behind the last words there is nothing to show.
    ...(offset > end && end > 0 ? { offset: end } : {}),
  });
  if (endsInsideExpression(text.slice(0, offset))) {
    return syntax(
      'The double quote before this ends the text, in the middle of an expression.',
      "Inside an expression write single quotes: `'ES'`.",
    );
  }
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
      return {
        code: 'comment',
        message: 'JSON has no comments.',
        remedy: 'Take it out; a `description` can say what something is for.',
        readable: true,
      };
    case 'PropertyNameExpected':
    case 'ValueExpected': {
      const comma = trailingComma(text, offset);
      if (comma !== undefined) {
        return {
          code: 'trailing-comma',
          offset: comma,
          message: 'Nothing follows this comma.',
          remedy: 'Take the comma out.',
          readable: true,
        };
      }
      if (written === '}' && openBrackets(text.slice(0, offset)).at(-1) === ']') return unclosedList;
      if (offset >= text.trimEnd().length) return syntax('The file ends too early.', closing(text));
      if (printParseErrorCode(error) === 'PropertyNameExpected') {
        return syntax(
          `A key in double quotes is expected here, not \`${clipped(written)}\`.`,
          'Write `"key": value`.',
        );
      }
      return syntax(
        `A value is expected here, not \`${clipped(written)}\`.`,
        'Write a value, or take the comma or colon out.',
      );
    }
    case 'InvalidSymbol':
      if (/^(<{7}|={7}|>{7})/.test(written))
        return syntax('The file holds a merge conflict of git.', 'Keep one side, and take the marks out.');
      if (/^[“”„«»]/.test(written))
        return syntax(
          'JSON has no typographic quotes.',
          'Put keys and texts in straight double quotes: `"…"`.',
        );
      if (offset === text.search(/\S/) && written.startsWith('<'))
        return syntax('The file is HTML or XML.', 'Write a JSON object: `{ … }`.');
      if (offset === text.search(/\S/) && /^[\w$-]+:?$/.test(written))
        return syntax(
          `A JSON object begins with \`{\`, and this file with \`${clipped(written)}\`.`,
          'Write a JSON object: `{ "name": … }`.',
        );
      if (written.startsWith("'")) {
        return syntax('JSON has no single quotes.', 'Put keys and texts in double quotes: `"…"`.');
      }
      if (/^(undefined|None|nil|NULL|Null)\b/.test(written))
        return syntax(`JSON has no \`${written}\`.`, 'Write `null`.');
      if (/^(True|TRUE)$/.test(written)) return syntax(`JSON has no \`${written}\`.`, 'Write `true`.');
      if (/^(False|FALSE)$/.test(written)) return syntax(`JSON has no \`${written}\`.`, 'Write `false`.');
      if (/^[-+]?(NaN|Infinity)$/.test(written))
        return syntax(`JSON has no \`${written}\`.`, 'Write a number, or `null`.');
      if (/^\+\d/.test(written))
        return syntax(
          'JSON has no sign in front of positive numbers.',
          `Write \`${clipped(written.slice(1))}\`.`,
        );
      if (/^x[0-9a-f]+$/i.test(written) && text.charAt(offset - 1) === '0')
        return syntax('JSON has no hexadecimal numbers.', `Write \`${Number(`0${written}`)}\`.`);
      if (/^[:=]?=/.test(written))
        return syntax('A colon stands between a key and its value.', 'Write `"key": value`.');
      return syntax(`\`${clipped(written)}\` is no JSON.`, 'Put keys and texts in double quotes: `"…"`.');
    case 'InvalidNumberFormat':
      return syntax(
        `\`${clipped(written)}\` is no number.`,
        'Write digits, with a point before decimals: `0.5`.',
      );
    case 'ColonExpected':
      return syntax('A colon is missing behind the key.', 'Write `"key": value`.');
    case 'CommaExpected':
      if (written === '}') return unclosedList;
      return syntax('A comma is missing in front of this.', 'Put a comma behind what stands before.');
    case 'CloseBraceExpected':
      return syntax('A `}` is missing.', closing(text));
    case 'CloseBracketExpected':
      return syntax('A `]` is missing.', closing(text));
    case 'EndOfFileExpected':
      return syntax(
        `\`${clipped(written)}\` follows behind the end of the object.`,
        'Take it out, or a bracket before it.',
      );
    case 'UnexpectedEndOfComment':
      return syntax('The comment does not end.', 'Take it out: JSON has no comments.');
    case 'UnexpectedEndOfString':
      return syntax(
        'The text does not end on its line.',
        'Close it with `"`; a line break in a text is `\\n`.',
      );
    case 'InvalidUnicode':
      return syntax('The escape is not complete.', 'Write four hexadecimal digits behind `\\u`.');
    case 'InvalidEscapeCharacter':
      return syntax('JSON has no such escape.', 'Write two backslashes for one: `\\\\`.');
    case 'InvalidCharacter':
      return syntax(
        'A text cannot hold this character as it is.',
        'Write `\\t` for a tab, `\\n` for a line break.',
      );
    default:
      return syntax('This is no JSON.', 'Correct it.');
  }
}

function clipped(written: string): string {
  return written.length > 40 ? `${written.slice(0, 39)}…` : written;
}

/** The offset of the comma in front of an offset at which a bracket closes. */
function trailingComma(text: string, offset: number): number | undefined {
  if (!/[\]}]/.test(text.charAt(offset))) return undefined;
  const before = text.slice(0, offset).trimEnd();
  return before.endsWith(',') ? before.length - 1 : undefined;
}

/** What must be closed at the end of a file that ends too early. */
function closing(text: string): string {
  const open = openBrackets(text);
  return open.length === 0 ? 'Close what is open.' : `Close what is open: \`${open.reverse().join('')}\`.`;
}

/** What would close the brackets that are open at the end of a text, the outermost first. */
function openBrackets(text: string): string[] {
  const open: string[] = [];
  for (const { token } of jsonTokens(text)) {
    if (token === '{') open.push('}');
    if (token === '[') open.push(']');
    if (token === '}' || token === ']') open.pop();
  }
  return open;
}

/** Whether the last text in front of an offset is an expression that a quote of its own has cut off. */
function endsInsideExpression(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const [, expression] = /"\{%((?:[^"\\]|\\.)*)"\s*$/.exec(line) ?? [];
  return expression !== undefined && !expression.trimEnd().endsWith('%}');
}
