import { Readable } from 'node:stream';

/** More than a proxy makes of the largest body: each costs far more than the bytes in it. The servers have the same limit. */
const MOST_CHUNKS = 1_000;
/** In bytes, as in docker/nginx.conf. */
const LARGEST_BODY = 1024 * 1024;

/** @param {import('node:http').IncomingMessage} request */
export const isChunked = ({ headers }) => headers['transfer-encoding'] !== undefined;

/**
 * Takes in a body that comes in chunks, so that the servers get it in one piece, and ends the connection of a request whose body
 * still comes when it is answered: in tiny ones, chunks that nobody reads hold up everybody else too.
 * @param {import('node:http').IncomingMessage} request told the length then
 * @param {import('node:http').ServerResponse} response
 * @param {{ taken: (body: Readable) => void, refuse: () => void }} on
 */
export function takeChunks(request, response, { taken, refuse }) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  const take = (/** @type {Buffer} */ chunk) => {
    size += chunk.length;
    if (chunks.push(chunk) <= MOST_CHUNKS && size <= LARGEST_BODY) return;
    request.off('data', take).pause();
    if (!response.headersSent) refuse();
  };
  request.on('data', take).once('end', () => {
    delete request.headers['transfer-encoding'];
    request.headers['content-length'] = String(size);
    taken(Readable.from([Buffer.concat(chunks)]));
  });
  response.once('finish', () => !request.complete && request.socket.destroySoon());
}
