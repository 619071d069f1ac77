/** Of an account, in characters. */
export const LONGEST_NAME = 255;

/** Spaces, controls, formats and fillers. U+2800 is a Braille pattern without a dot, which Unicode counts as a symbol. */
const NOT_SEEN = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const GAP = /[\p{White_Space}\p{Cc}]+/gu;
/** Line breaks, tabs and other control characters. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Whether anything of a text can be seen. What joins or varies the characters of an emoji is not seen alone. */
export function isVisible(text: string): boolean {
  return text.replace(NOT_SEEN, '') !== '';
}

/** A name on one line: trimmed, with one space for a gap that has a line break, a tab or another control character. */
export function tidyName(text: string): string {
  return text.replace(GAP, (gap) => (CONTROL.test(gap) ? ' ' : gap)).trim();
}
