/** Names are kept trimmed, on one line. */
export function tidyName(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
