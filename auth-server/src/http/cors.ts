import type { Reply } from './route.js';

const PREFLIGHT_SECONDS = '600';

/** The headers with which a page of a listed foreign origin may read an answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, x-latch-duplicate-cookie, x-request-id',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  };
}

/** The answer to a browser that asks whether such a page may send a request. */
export function preflightReply(allowedMethods: string): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': allowedMethods,
      'access-control-allow-headers': 'content-type, x-request-id',
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
  };
}
