import { isIP } from 'node:net';
import { isLoopback, readPublicUrl } from './public-url.mjs';

/**
 * What a variable can hold.
 * @template Value
 * @typedef {object} Kind
 * @property {(text: string, reader?: string) => Value | undefined} read undefined when the text is nothing of the kind
 * @property {string | ((text: string) => string)} must what a variable of the kind must be; in messages it follows the name
 */

/** @type {Kind<string>} */
export const anyText = { read: (text) => text, must: 'be a text' };

/** @param {number} most @returns {Kind<string>} */
export const shortText = (most) => ({
  read: (text) => (text.length <= most ? text : undefined),
  must: `be at most ${most} characters long`,
});

/** @param {number} least @param {number} most @returns {Kind<number>} */
export const wholeNumber = (least, most) => ({
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  must: `be a whole number from ${least} to ${most}`,
});

export const port = { ...wholeNumber(1, 65_535), must: 'be a port from 1 to 65535' };

/**
 * Of a server, which also takes 0 for any port that is free; `npm start` must know the port.
 * @type {Kind<number>}
 */
export const serverPort = {
  ...port,
  read: (text, reader) => (text === '0' && reader !== 'start' ? 0 : port.read(text)),
};

/**
 * @template {string} Choice
 * @param {readonly Choice[]} choices
 * @returns {Kind<Choice>}
 */
export const oneOf = (choices) => ({
  read: (text) => choices.find((choice) => choice === text),
  must: `be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
});

/** What stands between commas. @param {string} text */
const listed = (text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/**
 * @param {(item: string) => boolean} isItem
 * @param {string} must
 * @returns {Kind<string[]>}
 */
const listOf = (isItem, must) => ({ read: (text) => (listed(text).every(isItem) ? listed(text) : undefined), must });

/** @param {string} text */
function isOrigin(text) {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

/** An address without a path, read as its origin. @param {string} example @returns {Kind<string>} */
export const originUrl = (example) => ({
  read: (text) => (isOrigin(text) ? new URL(text).origin : undefined),
  must: `be an address such as ${example}, with no path`,
});

/** @type {Kind<string[]>} */
export const origins = {
  read: (text) => (listed(text).every(isOrigin) ? listed(text).map((origin) => new URL(origin).origin) : undefined),
  must: 'list origins like https://app.example.com, separated by commas',
};

/** @type {Kind<{ origin: string, path: string }>} */
export const publicUrl = {
  read: readPublicUrl,
  must: 'be the address people open, like https://todo.example.com or https://example.com/todo',
};

const SECRET_LENGTH = 32;

/** @type {Kind<string>} */
export const secret = {
  read: (text) => (text.length >= SECRET_LENGTH ? text : undefined),
  must: (text) => `be at least ${SECRET_LENGTH} characters long; it has ${text.length}`,
};

export const secrets = listOf(
  (text) => secret.read(text) !== undefined,
  `list secrets of at least ${SECRET_LENGTH} characters, separated by commas`,
);

const PROXY_GROUPS = ['loopback', 'linklocal', 'uniquelocal'];

/** As `proxy-addr` takes it: a group, an address, or a network by its prefix or by its mask. @param {string} text */
function isProxy(text) {
  const [, address = text, range] = /^(.*)\/([^/]*)$/.exec(text) ?? [];
  const family = isIP(address);
  if (range === undefined || family === 0) return family > 0 || PROXY_GROUPS.includes(text);
  if (/^\d+$/.test(range)) return Number(range) > 0 && Number(range) <= (family === 6 ? 128 : 32);
  const bits = range.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
  return family === 4 && isIP(range) === 4 && /^1+0*$/.test(bits.join(''));
}

export const proxies = listOf(
  isProxy,
  `list addresses, networks like 10.0.0.0/8 or the words ${PROXY_GROUPS.slice(0, -1).join(', ')} and ${PROXY_GROUPS.at(-1)}`,
);

/** `#`, `/` and `?` end the place where a password can stand: what follows would be read as something else, or dropped. */
const SMTP_URL =
  /^smtps?:\/\/(?:(?:[^\s/?#\\%]|%[0-9a-f]{2})*@)?(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\%]+)(?::\d{1,5})?\/?(?:\?[a-z][\w.]*=[^\s#@&]*(?:&[a-z][\w.]*=[^\s#@&]*)*)?$/i;

/**
 * A server, its port, who signs in there, and options of `nodemailer` as a query; nothing else.
 * @type {Kind<string>}
 */
export const smtpUrl = {
  read: (text) => (SMTP_URL.test(text) && URL.canParse(text) && new URL(text).port !== '0' ? text : undefined),
  must:
    'be a mail server, like smtps://user:password@mail.example.com:465, with nothing behind it but options ' +
    'such as ?requireTLS=false; write # / ? % and @ in the password as %23 %2F %3F %25 and %40',
};

/** Just the address of a sender, or undefined when it is none. @param {string} sender */
export function addressOf(sender) {
  const [, address] = /^(?:[^<>"\r\n]*<)?([^\s<>@"]+@[^\s<>@"]+?)>?$/.exec(sender) ?? [];
  return sender.includes('<') === sender.endsWith('>') ? address : undefined;
}

/** @type {Kind<string>} */
export const sender = {
  read: (text) => (addressOf(text) === undefined ? undefined : text),
  must: 'be the sender of mails, like Latch <latch@example.com>',
};

/** @type {Kind<string>} */
export const issuer = {
  read: (text) => {
    if (!URL.canParse(text)) return undefined;
    const { protocol, username, password, search, hash } = new URL(text);
    if (username || password || search || hash) return undefined;
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(text)) ? text : undefined;
  },
  must: 'be the address of an OpenID provider, like https://id.example.com; http is for this machine alone',
};
