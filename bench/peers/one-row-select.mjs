/** The hop and one row by its key: what a session check costs at the least. `node one-row-select.mjs`, PORT, AUTH_DATABASE_URL. */
import { createServer } from 'node:http';
import { Database } from '../../auth-server/dist/database.js';
import { createLogger } from '@latch/server-kit/logger';

const database = new Database(String(process.env.AUTH_DATABASE_URL), createLogger('bench', 'error'));
let next = 0;

createServer((_request, response) => {
  const token = String((next++ % 1000) + 1).padStart(32, 'a');
  void database.queryPrepared('SELECT id, "userId" FROM session WHERE token = $1', [token]).then(([row]) => {
    response.writeHead(row ? 200 : 500, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(row ?? null));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
