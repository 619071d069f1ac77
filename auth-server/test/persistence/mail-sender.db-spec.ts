import { setTimeout as wait } from 'node:timers/promises';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describeError } from '@latch/server-kit/describe-error';
import { Database } from '../../src/database.js';
import { MailQueue } from '../../src/mail/mail-queue.js';
import { MailSender, PAUSES_MS } from '../../src/mail/mail-sender.js';
import { SmtpTransport } from '../../src/mail/smtp-transport.js';
import { migratedDatabase, PATIENT_MS, sql, type TestDatabase } from '../support/databases.mjs';
import { MailServer } from '../support/mail-server.js';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';

const SECRET_LINK = 'http://localhost:3000/verify-email#token=a-link-nobody-else-may-have';
const TO = 'ada@example.com';
const FROM = 'Latch <latch@todo.example.com>';
/** What the clocks of this process and of the database may differ by. */
const CLOCKS_APART_MS = 100;

let log = '';
const logger = pino(
  { serializers: { err: describeError } },
  new Writable({ write: (chunk, _, done) => ((log += String(chunk)), done()) }),
);

let scratch: TestDatabase;
let database: Database;
let server: MailServer;
let sender: MailSender;
let mailQueue: MailQueue;

const createSender = (on = database) =>
  new MailSender(new MailQueue(on, 'smtp'), new SmtpTransport({ mode: 'smtp', url: server.url, from: FROM }), logger);

beforeAll(async () => {
  scratch = await migratedDatabase();
});
afterAll(() => scratch.drop());

beforeEach(async () => {
  log = '';
  database = new Database(scratch.url, logger, PATIENT_MS);
  await sql(scratch.url, 'delete from mail');
  server = new MailServer();
  await server.up();
  sender = createSender();
  mailQueue = new MailQueue(database, 'smtp', () => sender.wake());
});
afterEach(async () => {
  await sender.stop();
  await server.down();
  await database.close();
});

interface Row {
  to: string;
  text: string | null;
  html: string | null;
  attempts: number;
  sent: boolean;
  failure: string | null;
  leased: boolean;
  /** Until it is due, in milliseconds. */
  due: number;
}

const rows = () =>
  sql<Row>(
    scratch.url,
    `select "to", text, html, attempts, "sentAt" is not null as sent, failure, "leasedUntil" is not null as leased,
      (1000 * extract(epoch from "nextAttemptAt" - now()))::float8 as due from mail order by "createdAt"`,
  );

async function row(): Promise<Row> {
  const all = await rows();
  expect(all).toHaveLength(1);
  return all[0]!;
}

/** Resolves with the one mail there is once it is like that. */
async function until(isSo: (row: Row) => boolean): Promise<Row> {
  for (;;) {
    const found = await row();
    if (isSo(found)) return found;
    await wait(10);
  }
}

const put = (to = TO) =>
  mailQueue.put({ to, subject: 'Grüße, Ada', text: `Open ${SECRET_LINK}`, html: '<p>Grüße</p>' });
const makeDue = () => sql(scratch.url, `update mail set "nextAttemptAt" = now()`);
const age = (interval: string) =>
  sql(scratch.url, `update mail set "createdAt" = now() - $1::interval, "nextAttemptAt" = now()`, [interval]);

it('sends what is put at once, in both forms, and keeps nothing of what was in it', async () => {
  await put();
  const [mail] = await server.has(1);
  expect(mail).toMatchObject({ to: TO, from: 'latch@todo.example.com' });
  expect(mail!.text).toContain(`Open ${SECRET_LINK}`);
  expect(mail!.html).toContain('<p>Grüße</p>');
  expect(mail!.head).toContain('From: Latch <latch@todo.example.com>');
  expect(mail!.head).toContain('Auto-Submitted: auto-generated');
  expect(mail!.messageId).toMatch(/^<[0-9a-f-]{36}@todo\.example\.com>$/);
  expect(await until(({ sent }) => sent)).toMatchObject({ text: null, html: null, attempts: 1, leased: false });
  expect(log).not.toMatch(/@example\.com|a-link-nobody/);
});

it('takes an address as one, whatever is in it', async () => {
  await put('"ada, eve@evil.example"@example.com');
  await until(({ sent, failure }) => sent || failure !== null);
  expect(server.received.map(({ to }) => to)).not.toContain('eve@evil.example');
  for (const { to } of server.received) expect(to).not.toMatch(/^eve@|,eve@/);
});

it('keeps a mail while the mail server is down, tries again after growing pauses, and sends it once when it is back', async () => {
  await server.down();
  let began = performance.now();
  await put();
  for (const [index, pause] of [...PAUSES_MS, PAUSES_MS.at(-1)!].entries()) {
    const { due, leased, text } = await until(({ attempts, leased }) => attempts === index + 1 && !leased);
    expect({ leased, text }).toEqual({ leased: false, text: expect.stringContaining(SECRET_LINK) });
    // It was tried no earlier than that, so no more of the pause can be over.
    expect(due).toBeGreaterThan(pause - (performance.now() - began) - CLOCKS_APART_MS);
    expect(due).toBeLessThanOrEqual(pause + CLOCKS_APART_MS);
    began = performance.now();
    await makeDue();
    sender.wake();
  }
  await until(({ attempts, leased }) => attempts === PAUSES_MS.length + 2 && !leased);
  await server.up();
  await makeDue();
  sender.wake();
  await until(({ sent }) => sent);
  expect(server.received).toHaveLength(1);
});

it('wakes by itself when the pause is over', async () => {
  server.answer = { code: 451, at: 'RCPT' };
  await put();
  await until(({ attempts, leased }) => attempts === 1 && !leased);
  server.answer = undefined;
  await sql(scratch.url, `update mail set "nextAttemptAt" = now() + interval '200 milliseconds'`);
  await createSender().stop();
  sender.wake();
  await server.has(1);
});

it('does not tell a mail server the password without TLS', async () => {
  const url = server.url.replace('//', '//latch:a-password-nobody-may-hear@');
  const transport = new SmtpTransport({ mode: 'smtp', url, from: FROM });
  const mail = { id: 'x', to: TO, subject: 'x', text: 'x', html: 'x', attempts: 1, createdAt: new Date() };
  const error: unknown = await transport.send(mail).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'ETLS' });
  expect(transport.isFinal(error)).toBe(false);
  expect(server.received).toEqual([]);
});

it.each(['RCPT', 'DATA'] as const)('tries again after a 4xx at %s, as the same mail', async (at) => {
  server.answer = { code: 451, at };
  await put();
  const { failure } = await until(({ attempts, leased }) => attempts === 1 && !leased);
  expect(failure).toBeNull();
  server.answer = undefined;
  await makeDue();
  sender.wake();
  expect(await until(({ sent }) => sent)).toMatchObject({ attempts: 2 });
  expect(server.received).toHaveLength(1);
});

it.each(['RCPT', 'DATA'] as const)('gives up after a 5xx at %s, and says so without the address', async (at) => {
  server.answer = { code: 550, at };
  await put();
  expect(await until(({ failure }) => failure !== null)).toMatchObject({
    failure: 'refused',
    sent: false,
    text: null,
    html: null,
    attempts: 1,
    leased: false,
  });
  expect(log).toContain('a mail was refused and is given up');
  expect(log).not.toMatch(/@example\.com|a-link-nobody/);
  const { connections } = server;
  await makeDue();
  sender.wake();
  await sender.stop();
  expect(server.connections).toBe(connections);
});

it('gives up after two days', async () => {
  await server.down();
  await put();
  await until(({ attempts, leased }) => attempts === 1 && !leased);
  await age('47 hours 59 minutes');
  sender.wake();
  expect(await until(({ attempts, leased }) => attempts === 2 && !leased)).toMatchObject({ failure: null });
  await age('48 hours');
  sender.wake();
  expect(await until(({ failure }) => failure !== null)).toMatchObject({ failure: 'too old', text: null });
});

it('is sent once by two senders that look for mails at once', async () => {
  const others = [new Database(scratch.url, logger, PATIENT_MS), new Database(scratch.url, logger, PATIENT_MS)];
  const senders = others.map((other) => createSender(other));
  const quiet = new MailQueue(database, 'smtp');
  const addresses = Array.from({ length: 30 }, (_, index) => `visitor-${index}@example.com`);
  for (const to of addresses) await quiet.put({ to, subject: 'x', text: 'x', html: 'x' });
  for (const each of senders) each.wake();
  await server.has(30);
  await Promise.all(senders.map((each) => each.stop()));
  expect(server.received.map(({ to }) => to).sort()).toEqual(addresses.sort());
  expect((await rows()).map(({ sent, attempts }) => `${sent} ${attempts}`)).toEqual(Array(30).fill('true 1'));
  for (const other of others) await other.close();
});

it('leaves a mail to the server that sends it until the lease is over, then sends it as the same mail', async () => {
  const taken = new Promise<void>((resolve) => (server.onMail = () => (resolve(), new Promise(() => {}))));
  await put();
  await taken;
  const other = createSender();
  other.wake();
  await other.stop();
  expect(await row()).toMatchObject({ attempts: 1, leased: true, sent: false });

  // As if the first had ended just after the server took the mail over.
  const { messageId } = await new Promise<{ messageId: string }>((resolve) => {
    server.onMail = resolve;
    void sql(scratch.url, `update mail set "leasedUntil" = now()`).then(() => (sender = createSender()).wake());
  });
  expect(await until(({ sent }) => sent)).toMatchObject({ attempts: 2 });
  const [{ id }] = (await sql<{ id: string }>(scratch.url, 'select id from mail')) as [{ id: string }];
  expect(messageId).toBe(`<${id}@todo.example.com>`);
});

it('notes that a mail was sent when the database answers again, and does not send it twice', async () => {
  const proxy = await TcpProxy.to(scratch.url);
  const behind = new Database(proxy.url, logger, PATIENT_MS);
  const cut = createSender(behind);
  server.onMail = () => proxy.turn('refuse');
  await new MailQueue(database, 'smtp', () => cut.wake()).put({ to: TO, subject: 'x', text: 'x', html: 'x' });
  await server.has(1);
  while (!log.includes('could not be noted')) await wait(10);
  proxy.turn('pass');
  expect(await until(({ sent }) => sent)).toMatchObject({ attempts: 1 });
  expect(server.received).toHaveLength(1);
  await cut.stop();
  await behind.close();
  await proxy.close();
});

it('finishes the mail it is sending when it is stopped, and begins no other', async () => {
  let acknowledge = () => {};
  const taken = new Promise<void>((resolve) => {
    server.onMail = () => (resolve(), new Promise<void>((done) => (acknowledge = done)));
  });
  await put();
  await taken;
  await put('eve@example.com');
  const stopped = sender.stop();
  acknowledge();
  await stopped;
  expect((await rows()).map(({ sent }) => sent)).toEqual([true, false]);
});

it('keeps mails that are only to be read, newest first, and never sends them', async () => {
  const kept = new MailQueue(database, 'outbox');
  await kept.put({ to: TO, subject: 'first', text: 'one', html: '<p>one</p>' });
  // Two may be made in the same millisecond, which is all that a database's clock may tell apart.
  await sql(scratch.url, `update mail set "createdAt" = "createdAt" - interval '1 second'`);
  await kept.put({ to: TO, subject: 'second', text: 'two', html: '<p>two</p>' });
  sender.wake();
  await sender.stop();
  expect(server.connections).toBe(0);
  expect(await kept.list()).toMatchObject([
    { to: TO, subject: 'second', text: 'two', id: expect.any(String), at: expect.stringMatching(/Z$/) },
    { to: TO, subject: 'first', text: 'one' },
  ]);
});

it('writes nothing where mails go nowhere', async () => {
  await new MailQueue(database, 'none').put({ to: TO, subject: 'x', text: 'x', html: 'x' });
  expect(await rows()).toEqual([]);
});
