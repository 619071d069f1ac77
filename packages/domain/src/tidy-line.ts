/**
 * What shows something. Nothing shows: blanks, control characters, what Unicode has programs ignore (zero-width characters,
 * fillers, variation selectors, marks of direction, tags), and the few blanks among symbols.
 */
const VISIBLE =
  /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u;
const BLANKS = /[\s\p{Cc}]+/gu;
const LINE_BREAK_OR_CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Without joiners, variation selectors, tags and marks of direction: those belong to what they stand beside. */
const NOTHING_AT_AN_END = /[\p{White_Space}\u00ad\u180e\u200b\u2060-\u2064\u2800\u3164\ufeff\uffa0]/u;

/** Whether there is anything to see in a text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * Text as a title or a name is kept: on one line, without what cannot be seen at its ends. Line breaks, tabs and other
 * control characters become one space, with the blanks around them. Takes time in proportion to the text, however long it is.
 * @param left a character that stays, with the blanks around it: the server leaves NUL, to refuse it
 * @returns nothing at all for a text in which there is nothing to see
 * @see contracts/cases/names.json
 */
export function tidyLine(text: string, left?: string): string {
  if (!isVisible(text)) return '';
  const stays = (run: string) => !LINE_BREAK_OR_CONTROL.test(run) || (left !== undefined && run.includes(left));
  const line = text.replace(BLANKS, (run) => (stays(run) ? run : ' '));
  let [start, end] = [0, line.length];
  while (NOTHING_AT_AN_END.test(line.charAt(start))) start++;
  while (NOTHING_AT_AN_END.test(line.charAt(end - 1))) end--;
  return line.slice(start, end);
}
