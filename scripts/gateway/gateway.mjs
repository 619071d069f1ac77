import { createServer, STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import { extname } from 'node:path';
import { createProxyServer } from 'httpxy';
import proxyaddr from 'proxy-addr';
import sirv from 'sirv';
import { Answers } from './answers.mjs';
import { AppPath } from './app-path.mjs';
import { isChunked, takeChunks } from './chunked-bodies.mjs';
import { replaceClaims } from './forwarded.mjs';
import { Upstream } from './upstream.mjs';

/**
 * What the gateway says about the pages it serves. Nothing is loaded from anywhere else, nothing runs inline.
 * @see docs/architecture.md "The gateway"
 */
const pageHeaders = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // One policy, for two purposes: frontend/src/shared/trusted-types.ts.
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

/** What is text is said to be UTF-8. @type {Record<string, string>} */
const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
};

/** Longer than other servers and proxies keep an idle connection: it must never be this side that closes one in use. */
const KEEP_ALIVE_MS = 65_000;
/** Requests on one connection that wait for an earlier one; browsers have none. */
const MOST_IN_ONE_GO = 100;
/** For how long nothing may come of an answer. A stream says something every 25 s. */
const SILENCE_MS = { answer: 15_000, stream: 60_000 };

/**
 * The one address of `npm start`: the built app, and behind it both servers.
 * @param {object} options
 * @param {number} options.port
 * @param {string[]} options.hosts the addresses to listen on
 * @param {string} options.publicUrl with the path, where Latch lives below one
 * @param {string} options.authServer its URL
 * @param {string} options.backend its URL
 * @param {string} options.pages the folder of the built app
 * @param {string} [options.trustedProxies] comma list for `proxy-addr`; none by default
 * @param {typeof SILENCE_MS} [options.silenceMs]
 * @returns {Promise<{ stop: () => Promise<void> }>}
 * @throws {Error} EADDRINUSE
 */
export async function openGateway(options) {
  const { port, hosts, publicUrl, authServer, backend, pages, trustedProxies, silenceMs = SILENCE_MS } = options;
  const trust = proxyaddr.compile(trustedProxies?.split(',').flatMap((proxy) => proxy.trim() || []) ?? []);
  const secure = publicUrl.startsWith('https:');
  const appPath = new AppPath(publicUrl, pages, setPageHeaders);
  const servePages = sirv(pages, {
    ...appPath.pageOptions,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: setPageHeaders,
    onNoMatch: (request, response) => {
      if (!appPath.servesPage(request, response))
        refuse(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
    },
  });
  const upstreams = {
    auth: new Upstream(authServer, silenceMs.stream),
    backend: new Upstream(backend, silenceMs.stream),
  };
  const answers = new Answers();
  const proxy = openProxy(Object.values(upstreams), answers, silenceMs.answer);

  /** @type {import('node:http').RequestListener} */
  const answer = (request, response) => {
    if (!isChunked(request)) return respond(request, response);
    const refuseBody = () => refuse(response, 413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.');
    takeChunks(request, response, { taken: (body) => respond(request, response, body), refuse: refuseBody });
  };
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {import('node:stream').Readable} [buffer] the body, when it was read already
   */
  const respond = (request, response, buffer) => {
    if (appPath.leadsIn(request, response)) return;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    if (path === '/api' || path.startsWith('/api/')) {
      const client = proxyaddr(request, trust);
      replaceClaims(request);
      // It is about the client's connection: those to the servers are kept, though a proxy in front may close each of its own.
      delete request.headers.connection;
      request.headers['x-forwarded-for'] = isIP(client) ? client : '0.0.0.0';
      request.headers['x-forwarded-proto'] = secure ? 'https' : 'http';
      const route = upstreams[path.startsWith('/api/auth/') ? 'auth' : 'backend'].route(response);
      if (route) void proxy.web(request, response, { ...route, ...(buffer && { buffer }) });
      else refuseUnanswered(response);
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      servePages(request, response);
    } else {
      response.setHeader('Allow', 'GET, HEAD');
      refuse(response, 405, 'METHOD_NOT_ALLOWED', 'This method is not allowed here.');
    }
  };
  const servers = await Promise.all(hosts.map((host) => listen(inTurn(answer), port, host)));
  const stop = async () => {
    const closed = Promise.all(servers.map(close));
    answers.endStreams();
    await closed;
    for (const upstream of Object.values(upstreams)) upstream.stop();
  };
  return { stop };
}

/**
 * Node hands out all that a client sends in one go, and never says of what was behind the first that the client is gone: that
 * would be in flight for ever. So each request has to wait for the answer to the one before it.
 * @param {import('node:http').RequestListener} answer
 * @returns {import('node:http').RequestListener}
 */
function inTurn(answer) {
  /** How many wait on each connection. @type {WeakMap<import('node:net').Socket, number>} */
  const waiting = new WeakMap();
  return (request, response) => {
    if (response.socket) return answer(request, response);
    const { socket } = request;
    const before = waiting.get(socket) ?? 0;
    if (before >= MOST_IN_ONE_GO) return void socket.destroy();
    waiting.set(socket, before + 1);
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      answer(request, response);
    });
  };
}

/**
 * @param {import('node:http').RequestListener} answer
 * @param {number} port
 * @param {string} host
 * @returns {Promise<import('node:http').Server | undefined>} undefined where this machine has no such address (no IPv6, say)
 */
function listen(answer, port, host) {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer).on('clientError', refuseUnreadable);
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? resolve(undefined) : reject(error),
    );
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * Lets what is in flight finish, for ten seconds at most.
 * @param {import('node:http').Server | undefined} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((resolve) => {
    if (!server) return resolve();
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}

/**
 * Passes requests on over kept-alive connections; a server that does not answer is a 503 and never an empty page.
 * @param {Upstream[]} upstreams
 * @param {Answers} answers
 * @param {number} proxyTimeout
 */
function openProxy(upstreams, answers, proxyTimeout) {
  const proxy = createProxyServer({ proxyTimeout, xfwd: false, selfHandleResponse: true });
  proxy.on('proxyRes', (answer, request, response) => {
    for (const upstream of upstreams) upstream.answeredWith(answer, response);
    answers.passOn(answer, request, response);
  });
  proxy.on('error', (_error, _request, response) => {
    if (!response || !('writeHead' in response)) return;
    if (response.headersSent) response.destroy();
    else refuseUnanswered(response);
  });
  return proxy;
}

/** @param {import('node:http').ServerResponse} response */
function refuseUnanswered(response) {
  response.setHeader('Retry-After', '2');
  refuse(response, 503, 'SERVER_UNAVAILABLE', 'A part of Latch does not answer just now. Try again in a moment.');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 */
function setPageHeaders(response, path) {
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
  const type = types[extname(path)];
  if (type) response.setHeader('Content-Type', `${type}; charset=utf-8`);
  const named = path.startsWith('/assets/');
  response.setHeader('Cache-Control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} error_code
 * @param {string} message
 */
function refuse(response, status, error_code, message) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ error_code, message, detail: null }));
}

/**
 * A request that Node could not even read, answered in the one error shape.
 * @param {NodeJS.ErrnoException} error
 * @param {import('node:stream').Duplex} socket
 */
function refuseUnreadable(error, socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, error_code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'HEADERS_TOO_LARGE', "The request's headers are too large."]
      : [400, 'MALFORMED_REQUEST', 'The request could not be read.'];
  const body = JSON.stringify({ error_code, message, detail: null });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
