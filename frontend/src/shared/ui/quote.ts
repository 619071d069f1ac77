const LONGEST = 40;

/**
 * A title within a sentence: in quotation marks, and short. Marks within it become single ones, so that it ends where the
 * quotation ends: `Sentence` shows it in its own direction.
 */
export function quote(title: string): string {
  const characters = Array.from(title);
  const short =
    characters.length > LONGEST
      ? `${characters
          .slice(0, LONGEST - 1)
          .join('')
          .trimEnd()}…`
      : title;
  return `“${short.replaceAll('“', '‘').replaceAll('”', '’')}”`;
}
