/** Values shorter than this are not masked: they would match by chance. */
const shortestMasked = 8;
/** A line of a secret that has several (a key in PEM) is masked for itself, since a formatter may break there. */
const shortestMaskedLine = 16;

/** Hides the values of secrets in text. Values only accumulate: after a rotation the old one is hidden still. */
export class Mask {
  /** Every form in which a value can stand in text, and the name that takes its place. */
  private readonly names = new Map<string, string>();
  private readonly values: (readonly [name: string, value: string])[] = [];
  private pattern: RegExp | undefined;

  /** Hides `value` from now on, also as JSON and URLs escape it. */
  add(name: string, value: string): void {
    if (value.length < shortestMasked || this.names.get(value) === name) return;
    this.values.push([name, value]);
    const lines = value.split(/\r?\n/);
    const parts = lines.length > 1 ? lines.filter((line) => line.length >= shortestMaskedLine) : [];
    for (const part of [value, ...parts]) {
      for (const form of [part, JSON.stringify(part).slice(1, -1), urlForm(part)]) this.names.set(form, name);
    }
    const forms = [...this.names.keys()].sort((a, b) => b.length - a.length);
    this.pattern = new RegExp(
      forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'),
      'g',
    );
  }

  /** All that was added, to make another mask of it. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return this.values;
  }

  /** The text with `[secret NAME]` in the place of each value. */
  hide(text: string): string {
    if (this.pattern === undefined) return text;
    return text.replace(this.pattern, (form) => `[secret ${this.names.get(form) ?? ''}]`);
  }

  /** The name of a secret whose value the text holds. */
  find(text: string): string | undefined {
    const form = this.pattern && text.match(this.pattern)?.[0];
    return form === undefined ? undefined : this.names.get(form);
  }
}

function urlForm(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // half of a surrogate pair: no URL can hold it either
  }
}
