import { port as portKind } from './kinds.mjs';
import { VARIABLES } from './variables.mjs';

/**
 * How a database is reached.
 * @typedef {object} DatabaseSettings
 * @property {string} url for `pg`, with every character of the password encoded
 * @property {string} variable the one that holds the password, to be named in messages
 * @property {Record<string, string | undefined>} given the variables as they were set, to be handed on to a server
 */

/** `#`, `/` and `?` end the place where a password can stand, so that what follows would be read as something else. */
const DATABASE_URL =
  /^postgres(?:ql)?:\/\/(?:(?:[^\s/?#\\%]|%[0-9a-f]{2})*@)?(?:\[[0-9a-f:.]+\]|(?:[^\s/?#@:[\]\\%]|%[0-9a-f]{2})*)(?::(\d{1,5}))?(?:\/(?:[^\s/?#@\\%]|%[0-9a-f]{2})*)?(?:\?[^\s#@]*)?$/i;

/**
 * Reads a database from `<PREFIX>_DATABASE_URL`, or from its parts: `<PREFIX>_DB_HOST`, `_PORT`, `_NAME`, `_USER` and
 * `_PASSWORD`, which may be anything. The URL goes before the parts.
 * @param {Record<string, string | undefined>} env
 * @param {'AUTH' | 'TODOS'} prefix
 * @param {string[]} problems is given a sentence for each variable that cannot be used; none of them repeats a value
 * @returns {DatabaseSettings | undefined} undefined when neither is set
 */
export function readDatabaseSettings(env, prefix, problems) {
  const name = `${prefix}_DATABASE_URL`;
  const url = env[name]?.trim();
  const host = env[`${prefix}_DB_HOST`]?.trim();
  if (!url) return host ? fromParts(env, `${prefix}_DB`, host, problems) : undefined;
  const example = `postgres://user:password@host:5432/${defaultOf(`${prefix}_DB`, 'NAME')}`;
  if (!isDatabaseUrl(url))
    problems.push(
      `${name} must be a PostgreSQL address like ${example}; write # / ? % and @ in the ` +
        `password as %23 %2F %3F %25 and %40, or set ${prefix}_DB_HOST and ${prefix}_DB_PASSWORD instead, which take any password.`,
    );
  return { url, variable: name, given: { [name]: url } };
}

/**
 * What to tell of an error of connecting.
 * @param {unknown} error
 * @param {Pick<DatabaseSettings, 'url' | 'variable'>} settings
 * @returns {{ sentence: string, code: string } | undefined} what mends it and PostgreSQL's SQLSTATE, when the role, its
 *   password or the database is wrong
 */
export function explainConnectionRefusal(error, { url, variable }) {
  const { code, message } = /** @type {{ code?: unknown, message?: unknown }} */ (Object(error));
  // `pg` itself misses a password that the server wants.
  const noPassword = /client password must be a/.test(String(message));
  if (!noPassword && !['28P01', '28000', '3D000'].includes(String(code))) return undefined;
  const { hostname, username, pathname } = new URL(url);
  const role = decodeURIComponent(username) || 'postgres';
  const database = decodeURIComponent(pathname.slice(1)) || role;
  const psql = `${hostname === 'postgres' ? 'docker compose exec postgres psql -U postgres' : 'psql'} -c`;
  if (code === '28P01' || noPassword)
    return {
      code: '28P01',
      sentence:
        `The database refuses the password of its role ${role}. Set ${variable} to the password that the role has, or give ` +
        `the role the one that is set: ${psql} '\\password ${role}'`,
    };
  if (code === '28000')
    return {
      code,
      sentence:
        `The database does not let the role ${role} in: there is no such role, or pg_hba.conf does not allow it from here. ` +
        `Correct what ${variable} belongs to, or see which roles there are: ${psql} '\\du'`,
    };
  return {
    code: '3D000',
    sentence:
      `There is no database ${database} on the server that ${variable} belongs to. Correct its name, or create it: ` +
      `${psql} 'CREATE DATABASE "${database}" OWNER "${role}"'`,
  };
}

/** @param {string} text */
function isDatabaseUrl(text) {
  const [matches, port] = DATABASE_URL.exec(text) ?? [];
  return matches !== undefined && (port === undefined || isPort(port)) && URL.canParse(text);
}

/** @param {string} text */
const isPort = (text) => portKind.read(text) !== undefined;

/** @param {'AUTH_DB' | 'TODOS_DB'} prefix @param {'PORT' | 'NAME' | 'USER'} name */
const defaultOf = (prefix, name) => VARIABLES[/** @type {const} */ (`${prefix}_${name}`)].default;

/**
 * @param {Record<string, string | undefined>} env
 * @param {'AUTH_DB' | 'TODOS_DB'} prefix
 * @param {string} host
 * @param {string[]} problems
 * @returns {DatabaseSettings}
 */
function fromParts(env, prefix, host, problems) {
  const part = (/** @type {'PORT' | 'NAME' | 'USER'} */ name) =>
    env[`${prefix}_${name}`]?.trim() || defaultOf(prefix, name);
  const [port, database, user] = [part('PORT'), part('NAME'), part('USER')];
  const isFolder = host.startsWith('/');
  if (!isFolder && !/^(?:[^\s/?#@:[\]\\%]+|[0-9a-f:.]*:[0-9a-f:.]*)$/i.test(host))
    problems.push(
      `${prefix}_HOST must be the name or the address of a PostgreSQL server, or the folder of its socket.`,
    );
  if (!isPort(port)) problems.push(`${prefix}_PORT must ${portKind.must}.`);
  if (!/^[^\s/?#@%\\]+$/.test(database)) problems.push(`${prefix}_NAME must be the name of a database.`);
  // Not trimmed: a password may be anything.
  const password = encodeURIComponent(env[`${prefix}_PASSWORD`] ?? '');
  const place = isFolder ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const query = isFolder ? `?host=${encodeURIComponent(host)}` : '';
  const url = `postgres://${encodeURIComponent(user)}${password && `:${password}`}@${place}:${port}/${encodeURI(database)}${query}`;
  const names = ['HOST', 'PORT', 'NAME', 'USER', 'PASSWORD'].map((name) => `${prefix}_${name}`);
  const given = Object.fromEntries(names.map((name) => [name, env[name]]));
  return { url, variable: `${prefix}_PASSWORD`, given };
}
