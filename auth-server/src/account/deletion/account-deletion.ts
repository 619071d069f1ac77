import { administrators } from '../../administration/administrators.js';
import type { Database } from '../../database.js';
import type { Devices } from '../../devices/devices.js';
import { refusals } from '../../http/refusals.js';
import { unlessOutage } from '../../http/unless-outage.js';
import type { Logger } from '../../logger.js';
import type { TodosEraser } from './todos-eraser.js';

/**
 * In milliseconds, for all that is asked of the backend. Longer than the backend tries (8 s, after 4 s at most in which it
 * looks at the session and waits for the owner's row), so that what was given up here is given up there; shorter than
 * the front door waits for an answer (15 s).
 */
export const DEADLINE_MS = 13_000;

/** Sessions, accounts, events and all else that names the user goes with it, in one statement and so all or nothing. */
const DELETE_USER = `
  with "goneAlong" as (delete from verification where value = $1)
  delete from "user" where id = $1`;

/** Who is deleted, in which session, and by which request. */
export interface Leaving {
  userId: string;
  sessionId: string;
  sessionCookie: string;
  requestId: string;
  log: Logger;
}

/**
 * Deletes an account: first what the backend has, since nobody could ask it to once the session is gone.
 *
 * Between the erasing and the end of the account another device may write something new, which would then belong to nobody.
 * So the other devices are signed out once the erasing is done (earlier would have to be undone if it fails), and what
 * they wrote until then is erased as well. What stays open are the milliseconds of that second erasing, for a request
 * that was let in before it, and for another tab of the very browser that deletes the account.
 */
export class AccountDeletion {
  constructor(
    private readonly database: Database,
    private readonly todos: TodosEraser,
    private readonly devices: Devices,
  ) {}

  /** @throws {Refusal} 409 `LAST_ADMINISTRATOR`, before anything is done; 503 that says how far it came */
  async run({ log, userId, sessionId, ...request }: Leaving): Promise<void> {
    await unlessOutage(this.#assertMayLeave(userId), log);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const erase = () => this.todos.erase({ userId, ...request, signal });
    await erase().catch((err: unknown) => {
      log.error({ err }, 'the todos of an account could not be erased, so it is not deleted');
      throw refusals.erasingFailed();
    });
    try {
      await this.devices.endOthers(userId, sessionId);
      await erase();
      await this.database.transaction(async (query) => {
        // Another administrator may have left meanwhile.
        await administrators.assertMayLeave(query, userId);
        await query(DELETE_USER, [userId]);
      });
    } catch (err) {
      log.error({ err }, 'the todos of an account are erased, but it could not be deleted');
      throw refusals.deletionUnfinished();
    }
  }

  #assertMayLeave(userId: string): Promise<void> {
    return this.database.transaction((query) => administrators.assertMayLeave(query, userId));
  }
}
