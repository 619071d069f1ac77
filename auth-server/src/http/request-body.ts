import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody, isJson, refuseUnreadableJson } from '@latch/server-kit/json-body';
import { onTooManyChunks } from '@latch/server-kit/chunked-bodies';
import { PayloadTooLargeError } from '@latch/server-kit/http-errors';
import { httpErrors } from './http-errors.js';

/** In bytes. The largest body of the account API holds a name, an address and a password. */
export const BODY_LIMIT = 64 * 1024;

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
  if (!isJson(request) || request.headers['content-encoding']) throw httpErrors.unsupportedMediaType();
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw httpErrors.payloadTooLarge();
  if (request.headers.expect) response.writeContinue();
  const bytes = await readBytes(request);
  refuseUnreadableJson(bytes);
  try {
    // Passes over a byte order mark.
    return JSON.parse(new TextDecoder().decode(bytes));
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

/** Goes on until a body comes in too many chunks. @throws {HttpError} 413 */
export function untilTooManyChunks(request: IncomingMessage): Promise<never> {
  return new Promise((_resolve, reject) => {
    onTooManyChunks(request, () => {
      request.pause().socket.pause();
      reject(new PayloadTooLargeError());
    });
  });
}
