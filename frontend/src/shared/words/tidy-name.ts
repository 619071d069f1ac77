/** Spaces, controls, formats and fillers, as the servers judge them. U+2800 is a Braille pattern without a dot. */
const NOT_SEEN = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether anything of a text can be seen: one of zero-width spaces or fillers alone is empty for people. */
export function isVisible(text: string): boolean {
  return text.replaceAll(NOT_SEEN, '') !== '';
}

/** Names are kept trimmed, on one line; one that cannot be seen is empty. */
export function tidyName(text: string): string {
  return isVisible(text) ? text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim() : '';
}
