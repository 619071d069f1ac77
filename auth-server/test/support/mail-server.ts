import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived, its parts decoded. */
export interface ReceivedMail {
  to: string;
  from: string;
  messageId: string;
  /** The headers, unfolded. */
  head: string;
  /** The text part. */
  text: string;
  /** The HTML part. */
  html: string;
}

type Answer = { code: number; at: 'RCPT' | 'DATA' };

/** A mail server that can be down, refuse, and lose the connection after it has taken a mail over. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** What it answers instead of taking mails. */
  answer: Answer | undefined;
  /** Runs when a mail has arrived whole, before it is acknowledged. */
  onMail: (mail: ReceivedMail) => Promise<void> | void = () => {};
  /** How many connections there were. */
  connections = 0;
  #server: SMTPServer | undefined;
  #port = 0;
  #arrivals: (() => void)[] = [];

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the port of before if there was one. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      logger: false,
      onConnect: (_, done) => {
        this.connections += 1;
        done();
      },
      onRcptTo: (_, __, done) => done(this.#refusal('RCPT')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.#take(Buffer.concat(chunks).toString(), session.envelope, done));
      },
    });
    server.on('error', () => {});
    await listen(server, this.#port);
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Refuses connections. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** Resolves once so many mails have arrived. */
  async has(count: number): Promise<ReceivedMail[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#arrivals.push(resolve));
    return this.received;
  }

  #refusal(at: Answer['at']): Error | null {
    if (this.answer?.at !== at) return null;
    return Object.assign(new Error('not this one'), { responseCode: this.answer.code });
  }

  async #take(source: string, envelope: unknown, done: (error?: Error | null) => void): Promise<void> {
    const refusal = this.#refusal('DATA');
    if (refusal) return done(refusal);
    const mail = parse(source, envelope as Envelope);
    await this.onMail(mail);
    this.received.push(mail);
    done();
    for (const arrived of this.#arrivals.splice(0)) arrived();
  }
}

/** Waits until a port of before is free again, should somebody else have been given it meanwhile. */
async function listen(server: SMTPServer, port: number): Promise<void> {
  for (;;) {
    server.listen(port, '127.0.0.1');
    try {
      await once(server.server, 'listening');
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await wait(100);
    }
  }
}

interface Envelope {
  mailFrom: { address: string };
  rcptTo: { address: string }[];
}

function parse(source: string, { mailFrom, rcptTo }: Envelope): ReceivedMail {
  const end = source.indexOf('\r\n\r\n');
  const head = source.slice(0, end).replace(/\r\n\s+/g, ' ');
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? '';
  const [, text = '', html = ''] = source.slice(end).split(`--${boundary}`).map(decoded);
  const messageId = /^Message-ID: (.*)$/im.exec(head)?.[1] ?? '';
  return { to: rcptTo.map(({ address }) => address).join(), from: mailFrom.address, messageId, head, text, html };
}

function decoded(part: string): string {
  const end = part.indexOf('\r\n\r\n');
  const body = part.slice(end + 4);
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part.slice(0, end))?.[1];
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replaceAll('\r\n', '\n')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
