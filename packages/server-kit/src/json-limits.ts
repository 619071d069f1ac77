/** How deep objects and lists may lie in each other. */
export const DEEPEST = 32;
/** How many fields all objects of a body may have together: far more than any operation knows. */
export const MOST_FIELDS = 200;
/** How many values a body may hold; the longest list that an operation takes has 500. */
export const MOST_VALUES = 1_000;

export type ShapeProblem = 'too deep' | 'too many fields' | 'too many values';

const [QUOTE, BACKSLASH, COMMA, COLON] = Array.from('"\\,:', (sign) => sign.charCodeAt(0));
const OPENING = new Set(Array.from('[{', (sign) => sign.charCodeAt(0)));
const CLOSING = new Set(Array.from(']}', (sign) => sign.charCodeAt(0)));

/**
 * Looks at the shape of JSON before it is parsed, in one pass over its bytes: what parsing, transforming and validating
 * cost grows with the fields and values there are, not with the bytes. Says nothing about whether it is JSON at all.
 * @param json in UTF-8
 * @returns undefined when it is within the limits
 */
export function findShapeProblem(json: Uint8Array): ShapeProblem | undefined {
  let [depth, fields, values] = [0, 0, 1];
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index]!;
    if (inText) {
      if (byte === BACKSLASH) index++;
      else inText = byte !== QUOTE;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) values++;
    else if (byte === COLON) fields++;
    else if (OPENING.has(byte)) depth++;
    else if (CLOSING.has(byte)) depth--;
    if (depth > DEEPEST) return 'too deep';
    if (fields > MOST_FIELDS) return 'too many fields';
    if (values > MOST_VALUES) return 'too many values';
  }
  return undefined;
}
