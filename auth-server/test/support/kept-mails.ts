import { type KeptMail, outboxCode } from '../../src/mail/mail-queue.js';
import { TEST_SECRET, type TestServer, Visitor } from './test-server.js';

/** What a request of a page in a browser on this machine bears, when a person gave it the code; it alone may read kept mails. */
export const OWN_BROWSER = {
  'x-latch-outbox-code': outboxCode(TEST_SECRET),
  'x-forwarded-for': '127.0.0.1',
  'sec-fetch-site': 'same-origin',
};

/** The mails that a server with `MAIL_OUTBOX=on` kept for an address, the newest first, as this machine may read them. */
export async function mailsTo(server: TestServer, email: string): Promise<KeptMail[]> {
  const response = await new Visitor(server).get('/api/auth/outbox', OWN_BROWSER);
  return (response.body as { items: KeptMail[] }).items.filter(({ to }) => to === email);
}

/** The newest one. */
export async function mailTo(server: TestServer, email: string): Promise<KeptMail> {
  const [mail] = await mailsTo(server, email);
  if (!mail) throw new Error(`there is no mail to ${email}`);
  return mail;
}

/** The token of the link in it. */
export function tokenIn({ text }: Pick<KeptMail, 'text'>): string {
  const [, token] = /#token=([\w-]+)/.exec(text) ?? [];
  if (!token) throw new Error(`there is no link in: ${text}`);
  return token;
}
