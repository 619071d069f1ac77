import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@latch/server-kit/logger';
import type { LeasedMail, MailQueue } from './mail-queue.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first, second, … attempt; the last for all further ones. In milliseconds. */
export const PAUSES_MS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR];

/** Links are too old by then, and who asked has asked again. */
const GIVE_UP_MS = 48 * HOUR;

/** Another server may have stored a mail and ended. */
const LONGEST_SLEEP_MS = MINUTE;
const AFTER_OUTAGE_MS = 10 * SECOND;
const NOTE_AGAIN_MS = SECOND;
const STOP_LIMIT_MS = 5 * SECOND;

export interface MailTransport {
  /** Resolves once the server has taken it over. */
  send(mail: LeasedMail): Promise<void>;
  /** Whether the error means that this mail will never be taken. */
  isFinal(error: unknown): boolean;
}

/**
 * Sends what waits in the queue, one after the other. What the mail server does not take is tried again after growing
 * pauses; what it refuses for good, or has not taken after two days, is given up.
 */
export class MailSender {
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #woken = false;
  #stopped = false;

  constructor(
    private readonly queue: MailQueue,
    private readonly transport: MailTransport,
    private readonly logger: Logger,
  ) {}

  /** Looks at once whether something is due, and from now on by itself. */
  wake(): void {
    if (this.#stopped) return;
    this.#woken = true;
    clearTimeout(this.#timer);
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Resolves when the mail that is being sent was sent, or after 5 s: then it is tried again in a few minutes. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await Promise.race([this.#running, wait(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    let sleep = AFTER_OUTAGE_MS;
    try {
      while (this.#woken && !this.#stopped) {
        this.#woken = false;
        while (!this.#stopped && (await this.#sendNext()));
        sleep = Math.min(LONGEST_SLEEP_MS, (await this.queue.untilNext()) ?? LONGEST_SLEEP_MS);
      }
    } catch (err) {
      this.logger.warn({ err }, 'mails that wait could not be looked up; the next try is in 10 s');
    }
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), Math.max(1, sleep)).unref();
  }

  async #sendNext(): Promise<boolean> {
    const mail = await this.queue.leaseNext();
    if (!mail) return false;
    const about = { mailId: mail.id, attempts: mail.attempts };
    try {
      await this.transport.send(mail);
    } catch (err) {
      await this.#afterFailure(mail, err);
      return true;
    }
    this.logger.info(about, 'a mail was sent');
    await this.#note(() => this.queue.noteSent(mail.id));
    return true;
  }

  async #afterFailure({ id, attempts, createdAt }: LeasedMail, err: unknown): Promise<void> {
    const about = { mailId: id, attempts, err };
    const pauseMs = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1]!;
    const isFinal = this.transport.isFinal(err);
    if (isFinal || Date.now() - createdAt.getTime() + pauseMs > GIVE_UP_MS) {
      this.logger.error(about, isFinal ? 'a mail was refused and is given up' : 'a mail is given up after two days');
      await this.#note(() => this.queue.noteFailed(id, isFinal ? 'refused' : 'too old'));
      return;
    }
    this.logger.warn({ ...about, pauseMs }, 'a mail could not be sent; it is tried again');
    await this.#note(() => this.queue.postpone(id, pauseMs));
  }

  /** Until the database has it: a mail that was taken over would be sent a second time otherwise. */
  async #note(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (err) {
        this.logger.warn({ err }, 'what came of a mail could not be noted; the next try is in a second');
        if (this.#stopped) return;
        await wait(NOTE_AGAIN_MS, undefined, { ref: false });
      }
    }
  }
}
