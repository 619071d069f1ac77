import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@latch/server-kit/logger';

/** A request as a handler sees it: its body read and checked, its sender known. */
export interface RouteRequest<Body = unknown> {
  /** Follows it through the logs of both servers. */
  id: string;
  /** As this server sees it: below the path that Latch may live at. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Such as `1.1`. */
  httpVersion: string;
  query: URLSearchParams;
  body: Body;
  /** IPv4 or IPv6; not forgeable. */
  clientAddress: string;
  /** Writes with the request's id. */
  log: Logger;
}

/** What is answered; a `body` of undefined is none at all. `lines` are plain text, each sent as soon as it is there. */
export interface Reply {
  status: number;
  body?: unknown;
  lines?: AsyncIterable<string>;
  headers?: Record<string, string | string[]>;
}
