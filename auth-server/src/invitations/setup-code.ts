import { randomUUID } from 'node:crypto';
import type { Logger } from '@latch/server-kit/logger';
import type { Query } from '../database.js';
import { isSame, typedCode } from '../typed-codes.js';
import type { SignUpMode } from '../environment.js';

interface Settings {
  mode: SignUpMode;
  /** From which codes are derived: a person who reads the database alone knows none. */
  secret: string;
  logger: Logger;
}

/** The row that a code belongs to; no backup holds this table. */
const ROW = 'setup-code';
/** Both in one statement: between two of them another replica may make the first account, which uses the row up. */
const FIND = `
  select (select value from verification where id = $1) as nonce, exists (select 1 from "user") as "isUsed"`;
const MAKE = `
  insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
  select $1, $1, $2, now() + interval '100 years', now(), now() where not exists (select 1 from "user")
  on conflict (id) do nothing`;

/**
 * The one-time code for the first account, which is the administrator's, where not everybody may sign up: an empty
 * database must not hand that account to anybody who happens to come first. All replicas know the same code, also after a
 * restart; it is another one in a new database, and once it was used.
 */
export class SetupCode {
  #logged = '';

  constructor(private readonly settings: Settings) {}

  /**
   * The code as long as it is needed, in groups like `7K3M-90QX-…`. Each server writes it into its log once.
   * @returns undefined when there is an account, or anybody may sign up
   */
  async find(query: Query): Promise<string | undefined> {
    if (!this.#isAsked) return undefined;
    const setupCode = await this.#read(query);
    if (setupCode !== undefined && this.#logged !== setupCode)
      this.settings.logger.warn(
        { setupCode },
        "nobody has an account: the first one, the administrator's, is made with this set-up code",
      );
    this.#logged = setupCode ?? '';
    return setupCode;
  }

  /**
   * Uses the code up in the transaction that makes the first account.
   * @param given what was typed, if anything
   * @returns what is wrong with it; nothing is used up then
   */
  async use(query: Query, given: string | undefined): Promise<'missing' | 'wrong' | undefined> {
    if (this.#isAsked) {
      if (given === undefined) return 'missing';
      const setupCode = await this.#read(query);
      if (setupCode === undefined || !isSame(given, setupCode)) return 'wrong';
    }
    await query('delete from verification where id = $1', [ROW]);
    return undefined;
  }

  get #isAsked(): boolean {
    return this.settings.mode !== 'open';
  }

  /** @returns undefined when there is an account */
  async #read(query: Query): Promise<string | undefined> {
    const { nonce, isUsed } = await stateIn(query);
    if (isUsed) return undefined;
    const known = nonce ?? (await this.#make(query));
    return known === null ? undefined : typedCode(this.settings.secret, `set-up code ${known}`);
  }

  /** Of replicas that do it at once, one makes it. */
  async #make(query: Query): Promise<string | null> {
    await query(MAKE, [ROW, randomUUID()]);
    return (await stateIn(query)).nonce;
  }
}

async function stateIn(query: Query): Promise<{ nonce: string | null; isUsed: boolean }> {
  const [state] = await query<{ nonce: string | null; isUsed: boolean }>(FIND, [ROW]);
  return state!;
}
