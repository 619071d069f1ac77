/** Letters as they are compared: of any case, and without their accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Whether every word that was typed begins a word of the text. Nothing typed matches everything. */
export function matches(text: string, typed: string): boolean {
  const words = plain(text).split(/[\s/_-]+/);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}
