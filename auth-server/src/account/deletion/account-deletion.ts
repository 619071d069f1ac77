import type { Logger } from '@latch/server-kit/logger';
import { administrators } from '../../administration/people.js';
import type { Database } from '../../database.js';
import { httpErrors } from '../../http/http-errors.js';
import { unlessOutage } from '../../http/unless-outage.js';
import type { DeletionProofs } from './deletion-proofs.js';

/**
 * In milliseconds, for what is asked of the backend and for the account to go then. Longer than the backend tries (8 s, after
 * 4.6 s at most in which it looks at the session and the proof, and waits for the owner's row), so that what was given up here
 * is given up there; shorter than the gateway waits for an answer (15 s).
 */
export const DEADLINE_MS = 13_000;

/** A link that is asked for at this moment has no foreign key: it waits until the user is gone, and then is not made. */
const LOCK_USER = `select 1 from "user" where id = $1 for update`;

/** What names the user without a foreign key: links, codes, trusted browsers, sign-ins half done, and mails. */
const DELETE_LOOSE_ENDS = `
  with gone as (delete from verification where strpos(concat_ws(' ', id, identifier, value), $1) > 0)
  delete from mail where "to" = (select email from "user" where id = $1)`;

/** Sessions, accounts, events and all else that refers to the user goes with it. */
const DELETE_USER = `delete from "user" where id = $1`;

interface Leaving {
  userId: string;
  sessionId: string;
  sessionCookie: string;
  requestId: string;
  log: Logger;
}

/**
 * Deletes an account: first what the backend has, since nobody could ask it to once the session is gone.
 *
 * Until the account is gone another device or tab may ask for something to be written. The backend refuses that from the
 * erasing on, and for longer than an account takes to go then: within {@link DEADLINE_MS}, or it stays.
 */
export class AccountDeletion {
  constructor(
    private readonly database: Database,
    private readonly todos: TodosEraser,
    private readonly proofs: DeletionProofs,
  ) {}

  /** @throws {HttpError} 409 `LAST_ADMINISTRATOR` or 503, before anything is done; 503 that says how far it came */
  async run({ log, userId, sessionId, ...request }: Leaving): Promise<void> {
    await unlessOutage(this.#assertMayLeave(userId), log);
    const proof = await unlessOutage(this.proofs.make({ userId, id: sessionId }), log);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    await this.todos.erase({ userId, proof, ...request, signal }).catch(async (err: unknown) => {
      // Another device may have asked for the same at the same time.
      if (await unlessOutage(this.#isGone(userId), log)) return;
      log.error({ err }, 'the todos of an account could not be erased, so it is not deleted');
      throw httpErrors.erasingFailed();
    });
    await this.#delete(userId, signal).catch((err: unknown) => {
      log.error({ err }, 'the todos of an account are erased, but it could not be deleted');
      throw httpErrors.deletionUnfinished();
    });
  }

  async #isGone(userId: string): Promise<boolean> {
    return (await this.database.query('select 1 from "user" where id = $1', [userId])).length === 0;
  }

  #assertMayLeave(userId: string): Promise<void> {
    return this.database.transaction((query) => administrators.assertMayLeave(query, userId));
  }

  #delete(userId: string, signal: AbortSignal): Promise<void> {
    return this.database.transaction(async (query) => {
      // Another administrator may have left meanwhile.
      await administrators.assertMayLeave(query, userId);
      for (const statement of [LOCK_USER, DELETE_LOOSE_ENDS, DELETE_USER]) await query(statement, [userId]);
      signal.throwIfAborted();
    });
  }
}

interface ErasingRequest {
  userId: string;
  sessionCookie: string;
  /** That it is this server that asks; good once. @see DeletionProofs */
  proof: string;
  requestId: string;
  signal: AbortSignal;
}

/** Asks the backend to erase what it has of a user, as the user. It is all the auth server ever asks of the backend. */
export class TodosEraser {
  constructor(
    private readonly backendUrl: string,
    private readonly publicUrl: string,
  ) {}

  /**
   * Only 204 is believed, and no body is read.
   * @throws {Error} whatever else the backend does
   */
  async erase({ userId, sessionCookie, proof, requestId, signal }: ErasingRequest): Promise<void> {
    const url = new URL(`/api/users/${encodeURIComponent(userId)}/data`, this.backendUrl);
    const headers = {
      accept: 'application/json',
      cookie: sessionCookie,
      'deletion-proof': proof,
      origin: this.publicUrl,
      'x-request-id': requestId,
    };
    const response = await fetch(url, { method: 'DELETE', headers, redirect: 'manual', signal });
    await response.body?.cancel();
    if (response.status !== 204) throw new Error(`the backend answered ${response.status}`);
  }
}
