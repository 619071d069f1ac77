import type { Logger } from '@latch/server-kit/logger';
import type { Auth } from '../../auth.js';
import type { Database, Query } from '../../database.js';
import type { Letters } from '../../mail/letters/letters.js';
import type { Mail, Outbox } from '../../mail/outbox.js';
import { linkTransaction } from './link-transaction.js';
import { type LinkKind, links } from './links.js';
import { collectingWishes, type MailWish, type Recipient } from './mail-wishes.js';

/** A sign-in before the address was confirmed sends the link again, but not each time, in seconds. */
const SIGN_IN_PAUSE = 15 * 60;

/** Makes the links and letters that are due, and leaves them in the outbox. */
export class LinkMailer {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly letters: Letters,
    private readonly logger: Logger,
  ) {}

  /** Better Auth that does not answer before the mails that are due are stored. */
  around(auth: Auth): Auth {
    const handler = async (request: Request) => {
      const { result, wishes } = await collectingWishes(() => auth.handler(request));
      const onSignIn = new URL(request.url).pathname.endsWith('/sign-in/email');
      await this.fulfil(wishes, { onSignIn }).catch((error: unknown) => {
        if (!wishes.every(isNotice)) throw error;
      });
      return result;
    };
    return { ...auth, handler };
  }

  /**
   * All at once, or none.
   * @param onSignIn because somebody tried to sign in, who may do so again and again
   * @throws {HttpError} 503 when they cannot be stored
   */
  async fulfil(wishes: MailWish[], { onSignIn = false } = {}): Promise<void> {
    if (wishes.length === 0 || this.outbox.mode === 'none') return;
    await linkTransaction(this.database, this.logger, async (query) => {
      for (const wish of wishes) {
        const isAgain = onSignIn && (await links.isRecent(query, 'confirm-address', wish.user.id, SIGN_IN_PAUSE));
        if (!isAgain) await this.outbox.store(query, await this.#letterFor(query, wish));
      }
    });
    this.outbox.wake();
  }

  async #letterFor(query: Query, wish: MailWish): Promise<Mail> {
    const { kind, user } = wish;
    switch (kind) {
      case 'confirm-address':
        return this.letters.confirmAddress(user, await this.#link(query, kind, user));
      case 'reset-password': {
        const { betterAuthToken } = wish;
        return this.letters.chooseNewPassword(user, await this.#link(query, kind, user, { betterAuthToken }));
      }
      case 'confirm-change': {
        const { newEmail } = wish;
        return this.letters.confirmChange(user, newEmail, await this.#link(query, kind, user, { newEmail }));
      }
      case 'confirm-new-address': {
        const { newEmail } = wish;
        return this.letters.confirmNewAddress(newEmail, await this.#link(query, kind, user, { newEmail }));
      }
      case 'account-exists':
        return this.letters.accountExists(user);
      default: // password-changed
        await links.revokeAll(query, user.id);
        return this.letters.passwordChanged(user);
    }
  }

  #link(query: Query, kind: LinkKind, { id: userId, email }: Recipient, more = {}): Promise<string> {
    return links.make(query, kind, { userId, email, ...more });
  }
}

/** A mail about what was done already: whoever did it must not be told that it failed, and has a new cookie to take. */
const isNotice = ({ kind }: MailWish) => kind === 'password-changed';
