import type { IncomingMessage, ServerResponse } from 'node:http';
import { findShapeProblem, MOST_FIELDS, MOST_VALUES, type ShapeProblem } from '@latch/server-kit/json-limits';
import { type Refusal, refusals } from './refusals.js';

/** In bytes. The largest body of the account API holds a name, an address and a password. */
export const BODY_LIMIT = 64 * 1024;

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

const SHAPE_REFUSALS: Record<ShapeProblem, () => Refusal> = {
  'too deep': () => refusals.malformedJson('It is nested too deeply.'),
  'too many fields': () => refusals.validationFailed({ body: [`Send at most ${MOST_FIELDS} fields.`] }),
  'too many values': () => refusals.validationFailed({ body: [`Send at most ${MOST_VALUES} values.`] }),
};

/** Whether the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON body, and stops reading as soon as it turns out to be too large. Its shape is judged before it is parsed.
 * @param optional no body at all is `{}` then
 * @throws {Refusal} 400, 413, 415 or, with more fields or values than anything here takes, 422
 */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  optional: boolean,
): Promise<unknown> {
  if (optional && !hasBody(request)) return {};
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '') || request.headers['content-encoding'])
    throw refusals.unsupportedMediaType();
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw refusals.payloadTooLarge();
  if (request.headers.expect) response.writeContinue();
  const bytes = await readBytes(request);
  const problem = findShapeProblem(bytes);
  if (problem) throw SHAPE_REFUSALS[problem]();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusals.malformedJson();
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
      if (size > BODY_LIMIT) finish(() => reject(refusals.payloadTooLarge()));
    };
    const done = () => finish(() => resolve(Buffer.concat(chunks)));
    const broken = () => finish(() => reject(refusals.malformedRequest()));
    request.on('data', take).on('end', done).on('close', broken).on('error', broken);
  });
}
