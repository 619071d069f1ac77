import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path below which people open Latch, where it shares an address with others: `/todo` of `https://example.com/todo`.
 * A proxy may pass it on or leave it out. The app finds out by where its own files are; only its one page must name them
 * from there.
 */
export class AppPath {
  #path;
  #page;
  #setHeaders;

  /**
   * @param {string} publicUrl
   * @param {string} pages the folder of the built app
   * @param {(response: import('node:http').ServerResponse, path: string) => void} setHeaders
   */
  constructor(publicUrl, pages, setHeaders) {
    this.#path = new URL(publicUrl).pathname.replace(/\/$/, '');
    this.#setHeaders = setHeaders;
    this.#page = this.#path ? pageBelow(this.#path, readFileSync(join(pages, 'index.html'), 'utf8')) : undefined;
  }

  /** For `sirv`: without a path it serves the page itself, which is compressed beforehand then. */
  get pageOptions() {
    return this.#page ? { extensions: [] } : { single: true };
  }

  /**
   * Takes the path away from the address that is asked for.
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @returns whether it is answered with that
   */
  leadsIn(request, response) {
    if (!this.#page) return false;
    const [asked = '', ...query] = (request.url ?? '/').split('?');
    if (asked === this.#path) {
      response.writeHead(308, { Location: [`${asked}/`, ...query].join('?') }).end();
      return true;
    }
    const path = asked.startsWith(`${this.#path}/`) ? asked.slice(this.#path.length) : asked;
    request.url = [path === '/index.html' ? '/' : path, ...query].join('?');
    return false;
  }

  /**
   * Answers with the page, unless it is a file that was asked for.
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  servesPage({ url = '/', method, headers }, response) {
    if (!this.#page || /\.\w+$/.test(url.split('?', 1)[0] ?? '')) return false;
    const { body, etag } = this.#page;
    this.#setHeaders(response, '/index.html');
    response.setHeader('ETag', etag);
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end();
    } else {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length });
      response.end(method === 'HEAD' ? undefined : body);
    }
    return true;
  }
}

/**
 * @param {string} path
 * @param {string} html whose addresses begin at the root
 */
function pageBelow(path, html) {
  const body = Buffer.from(html.replaceAll(/(\s(?:src|href)=")\/(?!\/)/g, `$1${path}/`));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
