import { Injectable } from '@nestjs/common';

/** Limits and intervals of event streams; injected, so that tests need not wait. */
@Injectable()
export class StreamLimits {
  /** How often a comment is sent, so that no proxy takes the connection for a dead one. */
  readonly heartbeatMs: number = 25_000;
  /** How often the session of each stream is checked: with the time of the check itself, at least once a minute. */
  readonly checkMs: number = 55_000;
  /** How often the database is asked for changes of other replicas. */
  readonly pollMs: number = 1_000;
  /** The least time between two events of one stream, so that a busy device does not keep the auth server busy. */
  readonly gapMs: number = 100;
  /** The first and the longest pause before a session check is repeated that had no result. */
  readonly retryMs: { readonly first: number; readonly longest: number } = { first: 250, longest: 5_000 };
  readonly mostOfPerson: number = 20;
  readonly mostOfServer: number = 2_000;
  /** What changed is sent along where it is at most so many things, is no longer than this, and was read within that time. */
  readonly mostChanges: number = 50;
  readonly mostChangesBytes: number = 16_384;
  readonly mostReadingMs: number = 500;
  /** A client is dropped when more bytes than this wait for it: it does not read. */
  readonly mostWaitingBytes: number = 4_096;
}
