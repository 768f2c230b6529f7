/**
 * The offset, in a file, of a character of a JSON string: escapes such as `\"` and `\u0041` are longer there than in
 * the value.
 *
 * @param text the file
 * @param stringStart the offset of the string's opening quote
 * @param index the index of the character in the string's value; at its length, the closing quote
 */
export function offsetInString(text: string, stringStart: number, index: number): number {
  let offset = stringStart + 1;
  for (let count = 0; count < index && offset < text.length; count++) {
    if (text.charAt(offset) !== '\\') offset += 1;
    else offset += text.charAt(offset + 1) === 'u' ? 6 : 2;
  }
  return offset;
}
