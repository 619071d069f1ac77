/**
 * What Markdown says, in one line and without its marks: a glimpse, where there is no room for more. Only what is written
 * often is known (https://spec.commonmark.org/0.31.2/): headings, quotes, lists, links, pictures, emphasis, code.
 */
export function plainLine(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^[ \t]*(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+)+(?:\[[ x]\][ \t]+)?/gim, '')
    .replace(/(\*\*|__|~~|`+)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\w*_])([*_])(?=[^\s*_])(.*?[^\s*_])\1(?![\w*_])/g, '$2')
    .replace(/\s+/g, ' ')
    .trim();
}
