/** A name as an expression has it behind a dot: in back-quotes where it is no identifier. */
export function writtenName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name}\``;
}

/** A piece of code in a message, between back-quotes: between two where it holds some itself, as Markdown has it. */
export function inCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
