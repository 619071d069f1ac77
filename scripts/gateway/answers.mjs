import { compressed } from './compression.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** Headers about one connection, which are not passed on to the next one. */
const ownHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Whether an answer is a stream of Server-Sent Events. @param {IncomingMessage} answer whose head has arrived */
export const isEventStream = ({ headers }) => /^text\/event-stream\s*(?:;|$)/i.test(headers['content-type'] ?? '');

/** Passes the answers of servers on to clients: unchanged, compressed, or event by event. */
export class Answers {
  /** The streams that are open, and what ends each. @type {Map<ServerResponse, () => void>} */
  #streams = new Map();
  #stopping = false;

  /**
   * When one side ends, `httpxy` ends the other one.
   * @param {IncomingMessage} answer
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  passOn(answer, request, response) {
    copyHead(answer, response);
    if (isEventStream(answer)) return this.#stream(answer, response);
    const gzip = compressed(answer, request, response);
    if (!gzip) return void answer.pipe(response);
    answer.pipe(gzip).pipe(response);
    gzip.on('error', () => response.destroy());
    response.once('close', () => gzip.destroy());
  }

  /** Ends all streams, and later ones as they begin: each would be open for as long as a page is. */
  endStreams() {
    this.#stopping = true;
    for (const end of this.#streams.values()) end();
  }

  /** @param {IncomingMessage} answer @param {ServerResponse} response */
  #stream(answer, response) {
    // An nginx in front of this would keep events back until they fill a buffer.
    response.setHeader('X-Accel-Buffering', 'no');
    // The first event may be a while away.
    response.flushHeaders();
    answer.pipe(response);
    const end = () => {
      answer.unpipe(response);
      response.end();
    };
    if (this.#stopping) return end();
    this.#streams.set(response, end);
    response.once('close', () => this.#streams.delete(response));
  }
}

/** @param {IncomingMessage} answer @param {ServerResponse} response */
function copyHead({ statusCode = 502, statusMessage, headers }, response) {
  response.statusCode = statusCode;
  if (statusMessage) response.statusMessage = statusMessage;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !ownHeaders.has(name)) response.setHeader(name, value);
  response.setHeader('Connection', response.shouldKeepAlive ? 'keep-alive' : 'close');
}
