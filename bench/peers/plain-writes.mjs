/**
 * An app as plain as can be: one `INSERT` or one `UPDATE` for each change, into a table of its own, without history, order, merging or
 * waiting turns. A Better Auth in the same process says whose session it is. `node plain-writes.mjs`, PORT and the variables of both servers.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { fromNodeHeaders } from 'better-auth/node';
import { BoundedPool } from '@latch/server-kit/bounded-pool';
import { embeddedAuth } from './embedded-auth.mjs';

const auth = embeddedAuth();
const pool = new BoundedPool({
  connectionString: process.env.TODOS_DATABASE_URL,
  max: 10,
  operationMs: 1_900,
  mostWaiting: 500,
  preparesAll: true,
});
await pool.query(`CREATE TABLE IF NOT EXISTS plain_todos (
  user_id text, id uuid PRIMARY KEY, title text NOT NULL, completed_at timestamptz, version int NOT NULL DEFAULT 1)`);
await pool.query('CREATE INDEX IF NOT EXISTS plain_todos_of_user ON plain_todos (user_id)');
await pool.query(`INSERT INTO plain_todos (user_id, id, title) SELECT user_id, md5(user_id)::uuid, 'Buy lemons' FROM owners
  ON CONFLICT DO NOTHING`);

const INSERT = 'INSERT INTO plain_todos (user_id, id, title) VALUES ($1, $2, $3) RETURNING *';
const UPDATE = `UPDATE plain_todos SET completed_at = CASE WHEN $3::boolean THEN now() END, version = version + 1
  WHERE user_id = $1 AND id = $2 RETURNING *`;

/** @type {import('node:http').RequestListener} */
async function answer(request, response) {
  const [, userId, id] = /^\/api\/users\/([^/]+)\/todos(?:\/(.+))?$/.exec(request.url ?? '') ?? [];
  const found = userId && (await auth.api.getSession({ headers: fromNodeHeaders(request.headers) }));
  if (!found || found.user.id !== userId) return void response.writeHead(403).end();
  const { title, completed } = /** @type {{ title?: string, completed?: boolean }} */ (await json(request));
  const { rows } = id
    ? await pool.query(UPDATE, [userId, id, completed])
    : await pool.query(INSERT, [userId, randomUUID(), title]);
  response.writeHead(id ? 200 : 201, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(rows[0]));
}

createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
}).listen(Number(process.env.PORT), '127.0.0.1');
