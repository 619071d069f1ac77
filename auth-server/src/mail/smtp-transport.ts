import type { Transporter } from 'nodemailer';
import type { LeasedMail } from './mail-queue.js';
import type { MailTransport } from './mail-sender.js';
import { addressOf } from '@latch/server-kit/settings/kinds.mjs';
import type { SmtpSettings } from './mail-settings.js';

/** For a whole mail, in milliseconds; a mail is leased for longer. */
const LONGEST_SENDING_MS = 60_000;
const CONNECTING_MS = 10_000;
const SILENCE_MS = 30_000;

/** What a mail server answers about a mail, rather than about who sends it. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA', 'API']);

export class SmtpTransport implements MailTransport {
  readonly #url: string;
  #server: Promise<Transporter> | undefined;
  readonly #from: string;
  readonly #domain: string;

  constructor({ url, from }: SmtpSettings) {
    this.#from = from;
    this.#domain = addressOf(from)!.split('@')[1]!;
    this.#url = url;
  }

  async send({ id, to, subject, text, html }: LeasedMail): Promise<void> {
    const server = await (this.#server ??= serverAt(this.#url));
    await server.sendMail({
      from: this.#from,
      // Not as a line of text, in which a comma would begin another address.
      to: { name: '', address: to },
      subject,
      text,
      html,
      // The same in every attempt: should this one be taken over and the note of it be lost, the next is known as the same mail.
      messageId: `<${id}@${this.#domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(LONGEST_SENDING_MS),
    });
  }

  isFinal(error: unknown): boolean {
    const { code, command, responseCode = 500 } = Object(error) as Record<string, unknown>;
    const isAboutTheMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && ABOUT_THE_MAIL.has(String(command));
    return isAboutTheMail && Number(responseCode) >= 500;
  }
}

/** The library is loaded with the first mail. */
async function serverAt(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    // What stands in the address itself (`?requireTLS=false`, `?tls.rejectUnauthorized=false`) goes before the rest.
    url,
    requireTLS: hasPassword(url),
    connectionTimeout: CONNECTING_MS,
    greetingTimeout: CONNECTING_MS,
    dnsTimeout: CONNECTING_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A password must not be sent in the open because somebody on the way has taken the offer of TLS out. */
function hasPassword(url: string): boolean {
  const { protocol, password } = new URL(url);
  return protocol === 'smtp:' && password !== '';
}
