/** The longest value or log line that is shown whole, in characters; `--json` has all of it. */
const shownLength = 2_000;

/** A text as far as a person is shown it. */
export function shownText(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}… (${text.length} characters)`;
}
