import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type HttpError, MalformedJsonError, ValidationFailedError } from './http-errors.js';

/** How deep objects and lists may lie in each other. */
export const DEEPEST = 32;
/** How many fields all objects of a body may have together: far more than any operation knows. */
export const MOST_FIELDS = 200;
/** How many values a body may hold; the longest list that an operation takes has 500. */
export const MOST_VALUES = 1_000;

/** How much a body may hold. */
interface ShapeLimits {
  fields: number;
  values: number;
}

const USUAL: ShapeLimits = { fields: MOST_FIELDS, values: MOST_VALUES };

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
export function findShapeProblem(json: Uint8Array, limits = USUAL): ShapeProblem | undefined {
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
    if (fields > limits.fields) return 'too many fields';
    if (values > limits.values) return 'too many values';
  }
  return undefined;
}

const SHAPE_ERRORS: Record<ShapeProblem, (limits: ShapeLimits) => HttpError> = {
  'too deep': () => new MalformedJsonError('It is nested too deeply.'),
  'too many fields': ({ fields }) => new ValidationFailedError({ body: [`Send at most ${fields} fields.`] }),
  'too many values': ({ values }) => new ValidationFailedError({ body: [`Send at most ${values} values.`] }),
};

/**
 * Judges a body before it is parsed. Bytes that are no UTF-8 would otherwise be replaced in silence, and the text kept
 * would not be the text sent; a body of many fields would hold up everybody else while it is validated.
 * @throws {HttpError} 400 or 422
 */
export function refuseUnreadableJson(bytes: Uint8Array, limits = USUAL): void {
  if (!isUtf8(bytes)) throw new MalformedJsonError('It is not in UTF-8.');
  const problem = findShapeProblem(bytes, limits);
  if (problem) throw SHAPE_ERRORS[problem](limits);
}

const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?(;\s*)?$/i;

/** Whether a body is announced as the one media type there is. */
export const isJson = ({ headers }: IncomingMessage): boolean => JSON_IN_UTF8.test(headers['content-type'] ?? '');

/** Whether a body is announced at all. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
