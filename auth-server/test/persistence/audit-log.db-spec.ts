import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Database } from '../../src/database.js';
import { PATIENT_MS, sharedDatabaseUrl, sql } from '../support/databases.mjs';

const logger = pino({ level: 'silent' });

let database: Database;
let audit: AuditLog;
let userId: string;
beforeAll(() => {
  database = new Database(sharedDatabaseUrl(), logger, PATIENT_MS);
  audit = new AuditLog(database, logger);
});
afterAll(() => database.close());
beforeEach(async () => {
  userId = randomUUID();
  await sql(sharedDatabaseUrl(), `insert into "user" (id, name, email) values ($1, 'Ada', $1 || '@example.com')`, [
    userId,
  ]);
});

it('cuts off what is too long, and never in the middle of a character', async () => {
  await audit.record('name-changed', {
    userId,
    clientAddress: '192.0.2.7',
    userAgent: '🦊'.repeat(600),
    detail: 'x'.repeat(600),
  });
  const [row] = await audit.page(userId);
  expect([row!.userAgent, row!.detail]).toEqual(['🦊'.repeat(500), 'x'.repeat(500)]);
});

it('never throws, whether the database is gone or refuses', async () => {
  const nowhere = new Database('postgres://localhost:1/auth', logger);
  const event = { userId, clientAddress: '192.0.2.7' };
  await expect(new AuditLog(nowhere, logger).record('signed-in', event)).resolves.toBeUndefined();
  await nowhere.close();
  await expect(audit.record('signed-in', { ...event, userId: 'nobody' })).resolves.toBeUndefined();
  await expect(audit.record('signed-in', { ...event, detail: 'NUL \0' })).resolves.toBeUndefined();
  expect(await audit.page(userId)).toEqual([]);
});

it('reads a page by its index', async () => {
  const fill = `insert into "auditEvent" (id, at, event, "userId")
    select gen_random_uuid(), now() - n * interval '1 minute', 'signed-in', $1 from generate_series(1, $2) n`;
  await sql(sharedDatabaseUrl(), fill, [userId, 200]);
  await sql(sharedDatabaseUrl(), fill, [null, 10_000]);
  await sql(sharedDatabaseUrl(), 'analyze "auditEvent"');
  const plan = await sql<{ 'QUERY PLAN': string }>(
    sharedDatabaseUrl(),
    `explain select id from "auditEvent" where "userId" = '${userId}' and (at, id) < (now(), '${randomUUID()}') order by at desc, id desc limit 51`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain('auditEvent_of_user_idx');
  expect(text).not.toMatch(/Sort|Seq Scan/);
});
