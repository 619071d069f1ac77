import type { Logger } from '@latch/server-kit/logger';
import type { Mail, Outbox } from './outbox.js';

/** Mails about what was done already: whoever did it is not told that it failed when one cannot be stored. */
export class Notices {
  constructor(private readonly outbox: Outbox) {}

  /** Never throws. */
  async put(mail: Mail, log: Logger): Promise<void> {
    await this.outbox.put(mail).catch((err: unknown) => log.warn({ err }, 'a mail of notice could not be stored'));
  }
}
