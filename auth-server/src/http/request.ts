import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@latch/server-kit/logger';

export interface RouteRequest<Body = unknown> {
  id: string;
  /** As this server sees it: below the path that Latch may live at. */
  path: string;
  headers: IncomingHttpHeaders;
  httpVersion: string;
  query: URLSearchParams;
  body: Body;
  /** IPv4 or IPv6; not forgeable. */
  clientAddress: string;
  log: Logger;
}

/** What is answered; a `body` of undefined is none at all. `lines` are plain text, each sent as soon as it is there. */
export interface Reply {
  status: number;
  body?: unknown;
  lines?: AsyncIterable<string>;
  headers?: Record<string, string | string[]>;
}
