/** Values shorter than this are not masked: they would match by chance. */
const shortestMasked = 8;
/** A line of a secret that has several (a key in PEM) is masked for itself, since a formatter may break there. */
const shortestMaskedLine = 16;

/** Hides the values of secrets in text. Values only accumulate: after a rotation the old one is hidden still. */
export class Mask {
  readonly #values: (readonly [name: string, value: string])[] = [];
  #pattern: RegExp | undefined;
  /** The name that each group of the pattern stands for. */
  #names: readonly string[] = [];

  /** Hides `value` from now on, also as JSON (however often), `util.inspect` and URLs escape it. */
  add(name: string, value: string): void {
    if (
      value.length < shortestMasked ||
      this.#values.some((known) => known[0] === name && known[1] === value)
    )
      return;
    this.#values.push([name, value]);
    const forms = this.#values
      .flatMap(([of, whole]) => {
        const lines = whole.split(/\r?\n/).filter((line) => line.length >= shortestMaskedLine);
        return [whole, ...lines].map((form) => [of, form] as const);
      })
      .sort(([, a], [, b]) => b.length - a.length);
    this.#names = forms.map(([of]) => of);
    this.#pattern = new RegExp(
      forms.map(([, form]) => `(${escapedForms(form)}|${urlForm(form)})`).join('|'),
      'g',
    );
  }

  /** The text with `[secret NAME]` in the place of each value. */
  hide(text: string): string {
    if (this.#pattern === undefined) return text;
    return text.replace(this.#pattern, (_whole, ...groups) => `[secret ${this.#nameOf(groups)}]`);
  }

  /** The name of a secret whose value the text holds. */
  find(text: string): string | undefined {
    if (this.#pattern === undefined) return undefined;
    this.#pattern.lastIndex = 0;
    const groups = this.#pattern.exec(text)?.slice(1);
    return groups && this.#nameOf(groups);
  }

  /** All that was added, to make another mask of it. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return this.#values;
  }

  #nameOf(groups: readonly unknown[]): string {
    return this.#names[groups.findIndex((group) => group !== undefined)] ?? '';
  }
}

/** A pattern of a value that has been put between quotes any number of times: each adds backslashes. */
function escapedForms(value: string): string {
  return value.replace(/[^A-Za-z0-9 ]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\\') return '\\\\+';
    if (code >= 0x20 && code !== 0x7f)
      return /["'`/]/.test(character) ? `\\\\*${literal(character)}` : literal(character);
    const letter = JSON.stringify(character).slice(2, -1);
    const hex = code.toString(16).padStart(2, '0');
    return `(?:${literal(character)}|\\\\+(?:${letter}|x${hex}|x${hex.toUpperCase()}))`;
  });
}

function urlForm(value: string): string {
  try {
    return literal(encodeURIComponent(value));
  } catch {
    return literal(value); // half of a surrogate pair: no URL can hold it either
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
