import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@latch/server-kit/logger';

/** A request as a route sees it: its body read and checked, its sender known. */
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

/** What a route answers; a `body` of undefined is none at all. `lines` are plain text, each sent as soon as it is there. */
export interface Reply {
  status: number;
  body?: unknown;
  lines?: AsyncIterable<string>;
  headers?: Record<string, string | string[]>;
}

export interface Route {
  /** Checks the parsed JSON body. Without it the route takes none, and one that is sent is not read. */
  body?: { check(body: unknown): unknown; optional?: boolean };
  /** Not worth a line in the log at the usual level. */
  quiet?: boolean;
  handle(request: RouteRequest): Promise<Reply> | Reply;
}

type Method = 'GET' | 'POST';

/** The allow-list: what is not in here does not exist. Keyed by the exact path. */
export type Routes = Record<string, Partial<Record<Method, Route>>>;
