const LONGEST = 60;

/** A title within a sentence: in quotation marks, and short. */
export function quote(title: string): string {
  const characters = Array.from(title);
  return characters.length > LONGEST
    ? `“${characters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…”`
    : `“${title}”`;
}
