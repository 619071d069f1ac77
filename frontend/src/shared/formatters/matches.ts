/** Letters as they are compared: of any case, without their accents and without what cannot be seen. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLocaleLowerCase();
}

/** Whether every word that was typed begins a word of the text. Nothing typed matches everything. */
export function matches(text: string, typed: string): boolean {
  const words = plain(text).split(/[\s/_-]+/);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}
