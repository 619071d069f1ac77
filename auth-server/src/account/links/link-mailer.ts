import type { Logger } from '@latch/server-kit/logger';
import type { Auth } from '../../auth.js';
import type { Database, Query } from '../../database.js';
import type { MailTemplates } from '../../mail/templates/mail-templates.js';
import type { Mail, MailQueue } from '../../mail/mail-queue.js';
import { linkTransaction, type LinkKind, links } from './links.js';
import { collectingWishes, type MailWish, type MailedUser } from './mail-options.js';

/** A sign-in before the address was confirmed sends the link again, but not each time, in seconds. */
const SIGN_IN_PAUSE = 15 * 60;

export class LinkMailer {
  constructor(
    private readonly database: Database,
    private readonly mailQueue: MailQueue,
    private readonly templates: MailTemplates,
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
    if (wishes.length === 0 || this.mailQueue.mode === 'none') return;
    await linkTransaction(this.database, this.logger, async (query) => {
      for (const wish of wishes) {
        const isAgain = onSignIn && (await links.isRecent(query, 'confirm-address', wish.user.id, SIGN_IN_PAUSE));
        if (!isAgain) await this.mailQueue.store(query, await this.#render(query, wish));
      }
    });
    this.mailQueue.wake();
  }

  async #render(query: Query, wish: MailWish): Promise<Mail> {
    const { kind, user } = wish;
    switch (kind) {
      case 'confirm-address':
        return this.templates.confirmAddress(user, await this.#link(query, kind, user));
      case 'reset-password': {
        const { betterAuthToken } = wish;
        return this.templates.chooseNewPassword(user, await this.#link(query, kind, user, { betterAuthToken }));
      }
      case 'confirm-change': {
        const { newEmail } = wish;
        return this.templates.confirmChange(user, newEmail, await this.#link(query, kind, user, { newEmail }));
      }
      case 'confirm-new-address': {
        const { newEmail } = wish;
        return this.templates.confirmNewAddress(newEmail, await this.#link(query, kind, user, { newEmail }));
      }
      case 'account-exists':
        return this.templates.accountExists(user);
      default: // password-changed
        await links.revokeAll(query, user.id);
        return this.templates.passwordChanged(user);
    }
  }

  #link(query: Query, kind: LinkKind, { id: userId, email }: MailedUser, more = {}): Promise<string> {
    return links.make(query, kind, { userId, email, ...more });
  }
}

/** A mail about what was done already: a person who did it must not be told that it failed, and has a new cookie to take. */
const isNotice = ({ kind }: MailWish) => kind === 'password-changed';
