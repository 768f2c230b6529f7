/**
 * A text as far as a person is shown it; `--json` has all of it.
 *
 * @param longest characters of a text that is shown whole
 */
export function shownText(text: string, longest = 2_000): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}
