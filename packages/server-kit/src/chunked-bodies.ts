import type { IncomingMessage } from 'node:http';

/** More than a proxy makes of the largest body: each costs far more than the bytes in it. */
const MOST_CHUNKS = 1_000;

/** Whether a body comes in chunks, so that nobody knows beforehand how many. Others come in whatever pieces the network makes. */
export const isChunked = ({ headers }: IncomingMessage): boolean => headers['transfer-encoding'] !== undefined;

/** Calls back once, when a chunked body came in more chunks than that, read or not. */
export function onTooManyChunks(request: IncomingMessage, refuse: () => void): void {
  let chunks = 0;
  const count = () => {
    if (++chunks <= MOST_CHUNKS) return;
    request.off('data', count);
    refuse();
  };
  request.on('data', count);
}
