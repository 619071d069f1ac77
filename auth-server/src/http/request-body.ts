import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpError } from '@latch/server-kit/http-errors';
import { findShapeProblem, MOST_FIELDS, MOST_VALUES, type ShapeProblem } from '@latch/server-kit/json-limits';
import { httpErrors } from './http-errors.js';

/** In bytes. The largest body of the account API holds a name, an address and a password. */
export const BODY_LIMIT = 64 * 1024;

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const SHAPE_REFUSALS: Record<ShapeProblem, () => HttpError> = {
  'too deep': () => httpErrors.malformedJson('It is nested too deeply.'),
  'too many fields': () => httpErrors.validationFailed({ body: [`Send at most ${MOST_FIELDS} fields.`] }),
  'too many values': () => httpErrors.validationFailed({ body: [`Send at most ${MOST_VALUES} values.`] }),
};

/** Whether the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON body, and stops reading as soon as it turns out to be too large. Its shape is judged before it is parsed.
 * @param optional no body at all is `{}` then
 * @throws {HttpError} 400, 413, 415 or, with more fields or values than anything here takes, 422
 */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  optional: boolean,
): Promise<unknown> {
  if (optional && !hasBody(request)) return {};
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '') || request.headers['content-encoding'])
    throw httpErrors.unsupportedMediaType();
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw httpErrors.payloadTooLarge();
  if (request.headers.expect) response.writeContinue();
  const bytes = await readBytes(request);
  const problem = findShapeProblem(bytes);
  if (problem) throw SHAPE_REFUSALS[problem]();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw httpErrors.malformedJson();
  }
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (settle: () => void) => {
      request.off('data', take).off('end', done).off('close', broken).off('error', broken);
      settle();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > BODY_LIMIT) finish(() => reject(httpErrors.payloadTooLarge()));
    };
    const done = () => finish(() => resolve(Buffer.concat(chunks)));
    const broken = () => finish(() => reject(httpErrors.malformedRequest()));
    request.on('data', take).on('end', done).on('close', broken).on('error', broken);
  });
}
