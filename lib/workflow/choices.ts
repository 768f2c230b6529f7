/**
 * The first part of a value that is none of an enumeration's choices, if any. Several choices at once stand in one text
 * with `;` between, as HubSpot has it.
 */
export function unknownChoice(value: string, choices: readonly string[]): string | undefined {
  return choices.includes(value) ? undefined : value.split(';').find((part) => !choices.includes(part));
}
