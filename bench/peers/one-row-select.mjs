/** The hop and one row by its key: what a session check costs at the least. `node one-row-select.mjs`, PORT, DATABASE_URL. */
import { createServer } from 'node:http';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const statement = { name: 'session', text: 'SELECT id, "userId" FROM session WHERE token = $1' };
let next = 0;

createServer((_request, response) => {
  const token = String((next++ % 1000) + 1).padStart(32, 'a');
  void pool.query(statement, [token]).then(({ rows }) => {
    response.writeHead(rows.length ? 200 : 500, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(rows[0] ?? null));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
