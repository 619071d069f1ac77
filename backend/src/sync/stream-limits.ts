import { Injectable } from '@nestjs/common';

/** What streams may cost, and how their time is measured out; injected so that tests need not wait. */
@Injectable()
export class StreamLimits {
  /** So often a comment is sent, so that no proxy takes the connection for a dead one. */
  readonly heartbeatMs: number = 25_000;
  /** Each session is asked about so often; with the time that the check itself takes, at least once a minute. */
  readonly checkMs: number = 55_000;
  /** So often the database is asked for what other replicas changed. */
  readonly pollMs: number = 1_000;
  /** The least time between two events of one stream: one person's busy device must not keep the auth server busy. */
  readonly gapMs: number = 100;
  /** The first and the longest pause before a session is asked about again because nobody could say. */
  readonly retryMs: { readonly first: number; readonly longest: number } = { first: 250, longest: 5_000 };
  readonly mostOfPerson: number = 20;
  readonly mostOfServer: number = 2_000;
  /** A client for which more than so many bytes wait does not read, and is dropped. */
  readonly mostWaitingBytes: number = 4_096;
}
