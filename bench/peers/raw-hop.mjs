/** What one HTTP request costs at the least: node:http and a few bytes of JSON. `node raw-hop.mjs`, PORT. */
import { createServer } from 'node:http';

const body = JSON.stringify({ status: 'ok' });
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
createServer((_request, response) => response.writeHead(200, headers).end(body)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
