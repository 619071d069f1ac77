import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { AuditEventName } from '../audit/audit-log.js';
import type { Reply, RouteRequest } from '../http/request.js';
import type { Limit } from '../limits/account-limits.js';
import type { SignedIn } from '../session/sessions.js';

/**
 * Who may use a route: anybody; who is signed in; who signed in or gave the password within the last ten minutes (`fresh`); who
 * gives the password once more with the request (`step-up`); administrators.
 */
export type Audience = 'anybody' | keyof typeof AUDIENCES;

/** What each audience that is signed in has to show besides. */
export const AUDIENCES = {
  'signed-in': {},
  fresh: { fresh: true },
  'step-up': { stepUp: true },
  administrator: { administrator: true },
  'fresh-administrator': { administrator: true, fresh: true },
} satisfies Record<string, { administrator?: true; fresh?: true; stepUp?: true }>;

/** An answer, and what of it goes into the audit log where the route does not say all: an empty list is nothing. */
export interface Answer extends Reply {
  audit?: AuditNote | AuditNote[];
}

interface AuditNote {
  /** Another one than the route's. */
  event?: AuditEventName;
  /** Whose account it is about, where that is not the account of the person who asks; null for nobody's. */
  userId?: string | null;
  /** A few words for people. */
  detail?: string;
}

interface RouteData<Body> {
  method: 'GET' | 'POST';
  /** Exactly as it is sent. */
  path: string;
  /** Without it the route takes no body, and one that is sent is not read. */
  body?: z.ZodType<Body>;
  /** No body at all is `{}`. */
  bodyOptional?: boolean;
  /** Refuses where this Latch does not offer the route, before it is known who asks. */
  available?: () => void;
  limit?: Limit;
  /** As what a success goes into the audit log. */
  audit?: AuditEventName;
  /** Answers after the same time whatever there was to do. */
  evenTime?: boolean;
  /** Not worth a line in the log at the usual level. */
  quiet?: boolean;
}

interface PublicRoute<Body> extends RouteData<Body> {
  who: 'anybody';
  /** Refuses before a try is counted. */
  check?(request: RouteRequest<Body>): Promise<void> | void;
  handle(request: RouteRequest<Body>): Promise<Answer> | Answer;
}

interface SignedInRoute<Body> extends RouteData<Body> {
  who: Exclude<Audience, 'anybody'>;
  /** Refuses before a try is counted. */
  check?(request: RouteRequest<Body>, who: SignedIn): Promise<void> | void;
  handle(request: RouteRequest<Body>, who: SignedIn): Promise<Answer> | Answer;
}

export interface Route extends RouteData<unknown> {
  who: Audience;
  check?(request: RouteRequest, who?: SignedIn): Promise<void> | void;
  handle(request: RouteRequest, who?: SignedIn): Promise<Answer> | Answer;
}

/** One route, whose handler is given the body that its schema describes. */
export function route<Body = undefined>(data: PublicRoute<Body> | SignedInRoute<Body>): Route {
  return data;
}

/** Longer than the work takes; Better Auth itself takes 500 ms over sending a confirmation, for the same reason. */
const EVEN_TIME_MS = 650;

/**
 * Ends after the same time, whatever there was to do: how long it takes would tell whether an address has an account. Nothing is
 * busy meanwhile.
 */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), wait(EVEN_TIME_MS)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
