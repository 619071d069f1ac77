import type { Client } from 'openapi-fetch';
import { inApp } from '../base-path';

type Values = Record<string, string | number | boolean | null | undefined>;

interface Call {
  params?: { path?: Values; query?: Values; header?: Values };
  body?: unknown;
  signal?: AbortSignal | null;
}

/**
 * Calls what a contract describes, typed by it and by nothing else: the types are openapi-fetch's, whose program would be
 * the larger part of the first load's own code. JSON in and out; an empty answer is undefined.
 * @param send gets every request, and may add a deadline
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- as openapi-fetch bounds it
export function createApiClient<Paths extends {}>(send: (request: Request) => Promise<Response>): Client<Paths> {
  const calling =
    (method: string) =>
    async (path: string, { params = {}, body, signal }: Call = {}) => {
      const headers = new Headers(given(params.header));
      if (body !== undefined) headers.set('Content-Type', 'application/json');
      const request = new Request(addressOf(path, params), {
        method,
        headers,
        signal,
        credentials: 'same-origin',
        cache: 'no-store',
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const response = await send(request);
      const text = await response.text();
      if (response.ok) return { data: text ? (JSON.parse(text) as unknown) : undefined, response };
      return { error: readable(text), response };
    };
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, calling(method)]);
  return Object.fromEntries(methods) as Client<Paths>;
}

function addressOf(path: string, { path: parts, query }: NonNullable<Call['params']>): URL {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts?.[name])));
  const url = new URL(inApp(filled), globalThis.location.origin);
  for (const [name, value] of given(query)) url.searchParams.append(name, value);
  return url;
}

function given(values: Values = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}

/** What a refusal says; a proxy's page is none of ours. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
