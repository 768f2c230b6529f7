/** The text of a JSONata expression, without `{% %}`. */
export type JsonataText = string;

/** An expression as Step Functions reads it in a field. */
export function expressionField(text: JsonataText): string {
  return `{% ${text} %}`;
}

/** A field that is a text: as it is where the expression is a constant, which reads better in the console. */
export function textField(text: JsonataText): string {
  return /^"[^"\\{]*"$/.test(text) ? text.slice(1, -1) : expressionField(text);
}

/** A constant: JSON is JSONata. */
export function constant(value: string | number | boolean | null): JsonataText {
  return JSON.stringify(value);
}

/** `{"name": text, …}`. A value that is undefined when it is evaluated leaves its name out. */
export function objectText(entries: Readonly<Record<string, JsonataText>>): JsonataText {
  const members = Object.entries(entries).map(([name, text]) => `${constant(name)}: ${text}`);
  return `{${members.join(', ')}}`;
}

/** `[text, …]`, for elements that are objects, texts or numbers: JSONata's own flattens elements that are lists. */
export function listText(elements: readonly JsonataText[]): JsonataText {
  return `[${elements.join(', ')}]`;
}

/** `(text; …; text)`: the last one's value. */
export function blockText(texts: readonly JsonataText[]): JsonataText {
  return `(${texts.join('; ')})`;
}

/**
 * Fails the state that evaluates it, as `States.QueryEvaluationError` with `<name>: <message>` in its cause. `$error`
 * is one of JSONata's functions, all of which Step Functions has but for `$eval` ("Transforming data with JSONata in
 * Step Functions").
 *
 * @param message an expression that gives a text
 */
export function failureText(name: string, message: JsonataText): JsonataText {
  return `$error(${constant(`${name}: `)} & ${message})`;
}
