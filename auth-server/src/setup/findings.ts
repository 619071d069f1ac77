import { placeOf } from '../http/client-address.js';
import type { BackendHealth } from './backend-health.js';
import type { MailMode } from '../mail/mail-settings.js';

/** One thing that was looked at. @see contracts/account.yaml */
export interface Finding {
  subject: 'address' | 'cookie' | 'proxy' | 'clock' | 'auth-database' | 'backend' | 'mail' | 'first-account';
  ok: boolean;
  says: string;
  /** The line of `.env` that mends it. */
  set: string | null;
}

/** What there is to judge by. Times are in milliseconds. */
export interface Signs {
  publicUrl: string;
  /** The origins whose pages may sign in: that of the public URL, under each name of this machine if it is one. */
  origins: string[];
  /** The origin that the person who asks has open, if they said so. */
  address: string | undefined;
  cookieCameBack: boolean;
  /** What the session cookie is called, when one was sent that this server did not set. */
  strayCookie: string | undefined;
  secureCookie: boolean;
  clientAddress: string;
  /** The origin that people open through a proxy, once one passed a request on to a Latch for this machine alone. */
  forwarded: string | undefined;
  now: number;
  /** The clock of the person who asks, if they said so. */
  theirNow: number | undefined;
  /** Without a clock when the database cannot be used; then with the sentence that says why, if it says so. */
  database: { now: number; missingMigrations: string[] } | { now?: undefined; refusal: string | undefined };
  backend: BackendHealth;
  mail: MailMode;
  /** Where kept mails are read, code included; undefined when the person who asks may not know it. */
  outboxUrl: string | undefined;
  /** As long as it is to be made: the set-up code it needs, if any; null when the person who asks may not know it. */
  firstAccount: { setupCode: string | null | undefined } | undefined;
}

/** Reserved for documents: nobody has it, so that a request that seems to come from there only says so. */
const NOBODYS_ADDRESS = '192.0.2.55';

/** Sessions last for days, so that a minute or two does no harm. */
const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/** Judges everything; what could not be looked at is left out. */
export function findingsOf(signs: Signs): Finding[] {
  return [address, cookie, proxy, clock, database, backend, mail, firstAccount].flatMap((judge) => judge(signs) ?? []);
}

type Judge = (signs: Signs) => Finding | undefined;

const good = (subject: Finding['subject'], says: string): Finding => ({ subject, ok: true, says, set: null });
const bad = (subject: Finding['subject'], says: string, set: string | null = null): Finding => ({
  subject,
  ok: false,
  says,
  set,
});

const address: Judge = ({ address: open, publicUrl, origins }) => {
  if (open === undefined) return undefined;
  if (origins.includes(open)) return good('address', `The address is ${open}, as PUBLIC_URL allows.`);
  return bad(
    'address',
    `You have ${open} open, but PUBLIC_URL is ${publicUrl}: signing in is refused here.`,
    `PUBLIC_URL=${open}`,
  );
};

const cookie: Judge = ({ cookieCameBack, strayCookie, secureCookie, publicUrl }) => {
  if (strayCookie !== undefined)
    return bad(
      'cookie',
      `The browser sends a cookie named “${strayCookie}” that this Latch did not set. It is of another program at this address or at a domain above it, and with two of that name nobody can sign in. The browser was asked to forget it; if it comes back, open Latch over https, or give it a name of its own that the other program does not set cookies for.`,
    );
  if (cookieCameBack) return good('cookie', `Cookies are kept${secureCookie ? ', and sent over https alone' : ''}.`);
  const says = 'A cookie that was set did not come back, so that nobody can stay signed in.';
  return secureCookie
    ? bad('cookie', `${says} It is for https alone: open the address that PUBLIC_URL names.`, `PUBLIC_URL=${publicUrl}`)
    : bad('cookie', `${says} Something on the way, or the browser's settings, takes cookies out.`);
};

const proxy: Judge = ({ clientAddress, forwarded, publicUrl }) => {
  if (clientAddress === NOBODYS_ADDRESS)
    return bad(
      'proxy',
      'Anybody can pretend to come from any address: TRUSTED_PROXIES names more than your proxies.',
      'TRUSTED_PROXIES=',
    );
  if (forwarded !== undefined)
    return bad(
      'proxy',
      `Requests came through a proxy, but PUBLIC_URL is ${publicUrl}, which only this machine opens. Set it to the address people open.`,
      `PUBLIC_URL=${forwarded}`,
    );
  const place = placeOf(clientAddress);
  if (publicUrl.startsWith('https:') && place === 'this-machine')
    return bad(
      'proxy',
      `Everybody seems to come from ${clientAddress}, the proxy in front of Latch: a limit for one counts for all.`,
      `TRUSTED_PROXIES=${clientAddress}`,
    );
  if (place !== 'local-network') return good('proxy', `You are seen as ${clientAddress}.`);
  return good(
    'proxy',
    `You are seen as ${clientAddress}, an address of a local network. If that is your proxy, list it in TRUSTED_PROXIES.`,
  );
};

const clock: Judge = ({ now, theirNow, database: found }) => {
  const others = [
    ['the clock of the device you use', theirNow],
    ["the database's clock", found.now],
  ] as const;
  for (const [whose, time] of others) {
    if (time === undefined || Math.abs(now - time) <= CLOCK_TOLERANCE_MS) continue;
    const minutes = Math.round(Math.abs(now - time) / 60_000);
    return bad('clock', `The auth server's clock and ${whose} are ${minutes} minutes apart: set both by NTP.`);
  }
  return good('clock', 'The clocks agree.');
};

const database: Judge = ({ database: found }) => {
  if (found.now === undefined)
    return found.refusal
      ? bad('auth-database', found.refusal)
      : bad('auth-database', "The auth server's database does not answer.", 'AUTH_DATABASE_URL=');
  const missing = found.missingMigrations;
  if (missing.length === 0) return good('auth-database', "The auth server's database is there and up to date.");
  return bad('auth-database', `Migrations are missing: ${missing.join(', ')}. Run them, or start Latch again.`);
};

const backend: Judge = ({ backend: { reached, checks, problem } }) => {
  if (!reached) return bad('backend', 'The backend does not answer the auth server.', 'BACKEND_URL=');
  if (problem) return bad('backend', problem);
  if (checks.database === 'unavailable')
    return bad('backend', 'The database of the todos does not answer.', 'TODOS_DATABASE_URL=');
  if (checks.migrations === 'unavailable')
    return bad('backend', 'Migrations of the database of the todos are missing. Run them, or start Latch again.');
  if (checks.authServer === 'unavailable')
    return bad('backend', 'The backend does not reach the auth server.', 'AUTH_SERVER_URL=');
  return good('backend', 'The backend, its database and its way to the auth server are there.');
};

const mail: Judge = ({ mail: mode, outboxUrl }) => {
  if (mode === 'smtp') return good('mail', 'Mails go out through the mail server.');
  if (mode === 'outbox') {
    const says = 'There is no mail server: mails are kept, for you to read on this machine';
    return good(
      'mail',
      outboxUrl ? `${says}: ${outboxUrl}` : `${says} at /outbox. npm run doctor shows the code for it.`,
    );
  }
  return bad(
    'mail',
    'No mail can be sent, so that nobody can choose a new password by themselves.',
    'SMTP_URL=smtp://user:password@mail.example.com:587',
  );
};

const firstAccount: Judge = ({ firstAccount: first }) => {
  if (!first) return undefined;
  if (first.setupCode === undefined)
    return good('first-account', 'Nobody has an account yet. The person who makes the first one is the administrator.');
  const says = "Nobody has an account yet. The first one, the administrator's, is made with the set-up code";
  if (first.setupCode !== null) return good('first-account', `${says} ${first.setupCode}`);
  return good('first-account', `${says}: npm run doctor shows it, and so does the log of the auth server.`);
};
