import { styleText } from 'node:util';

/** A color, or a style, of what is printed. */
export type Color = 'green' | 'red' | 'yellow' | 'dim' | 'bold' | 'cyan';

/** Colors a text. */
export type Paint = (color: Color, text: string) => string;

/** @param colored whether colors are wanted; without them texts stay as they are */
export function paintFor(colored: boolean): Paint {
  return (color, text) => (colored ? styleText(color, text, { validateStream: false }) : text);
}
