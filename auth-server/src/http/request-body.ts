import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTooManyChunks } from '@latch/server-kit/chunked-bodies';
import { PayloadTooLargeError } from '@latch/server-kit/http-errors';
import { hasBody, isJson, refuseUnreadableJson } from '@latch/server-kit/json-body';
import type { z } from 'zod';
import { httpErrors } from './http-errors.js';

/** In bytes. The largest body of the account API holds a name, an address and a password. */
const BODY_LIMIT = 64 * 1024;

const MAX_FIELDS_NAMED = 20;
/** One who sends more unknown fields learns no more from the answer. */
const MAX_UNKNOWN_NAMED = 5;
/** In UTF-16 units. */
const LONGEST_FIELD_NAME = 100;

/**
 * Reads, parses and validates a JSON body, once. It stops reading as soon as the body turns out to be too large, and judges its
 * shape before it parses it.
 * @param optional no body at all is `{}` then
 * @throws {HttpError} 400, 413, 415 or 422
 */
export async function readBody<Body>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: z.ZodType<Body>,
  optional = false,
): Promise<Body> {
  const result = await schema.safeParseAsync(await readJson(request, response, optional));
  if (result.success) return result.data;
  throw httpErrors.validationFailed(fieldsOf(result.error.issues));
}

async function readJson(request: IncomingMessage, response: ServerResponse, optional: boolean): Promise<unknown> {
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

/** One entry per refused field, with the first few of those that are not known. */
function fieldsOf(issues: z.core.$ZodIssue[]): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [field, reason] of issues.flatMap(reasonsOf).slice(0, MAX_FIELDS_NAMED)) {
    const name = field.length > LONGEST_FIELD_NAME ? `${field.slice(0, LONGEST_FIELD_NAME)}…` : field;
    fields.set(name, [...(fields.get(name) ?? []), reason]);
  }
  return Object.fromEntries(fields);
}

function reasonsOf(issue: z.core.$ZodIssue): [field: string, reason: string][] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_UNKNOWN_NAMED).map((key) => [key, 'This field is not known.']);
  if (issue.path.length === 0) return [['body', 'Send an object with the fields.']];
  return [[String(issue.path[0]), issue.message]];
}
