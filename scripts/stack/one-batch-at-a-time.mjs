const PARTS_OF_A_BATCH = 'PBDEC';

/**
 * Makes an embedded database take the messages of one statement (Parse, Bind, Describe, Execute … Sync) together.
 *
 * All connections share one PostgreSQL session, and the socket server hands it message by message. When a transaction
 * begins on one connection between two messages of another, unnamed statements and portals get mixed up: a query then
 * answers with no rows, or with the rows of somebody else's.
 * @param {import('@electric-sql/pglite-socket').PGLiteSocketServer} server
 */
export function takeOneBatchAtATime(server) {
  const queue = /** @type {any} */ (server).queryQueue;
  /** @type {Map<number, Uint8Array[]>} what each connection has sent of a batch that is not complete */
  const begun = new Map();
  const enqueue = queue.enqueue.bind(queue);
  const clear = queue.clearQueueForHandler.bind(queue);

  queue.enqueue = (/** @type {number} */ connection, /** @type {Uint8Array} */ message, /** @type {any} */ onData) => {
    const batch = [...(begun.get(connection) ?? []), message];
    if (PARTS_OF_A_BATCH.includes(String.fromCharCode(message[0] ?? 0))) {
      begun.set(connection, batch);
      return Promise.resolve(0);
    }
    begun.delete(connection);
    return enqueue(connection, batch.length === 1 ? message : Buffer.concat(batch), onData);
  };
  queue.clearQueueForHandler = (/** @type {number} */ connection) => {
    begun.delete(connection);
    clear(connection);
  };
}
