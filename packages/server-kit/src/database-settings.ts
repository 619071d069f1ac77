import { maskValues } from './describe-error.js';

/** How a server’s database is reached. scripts/ reads it alike: scripts/settings/settings-cases.json holds both. */
export interface DatabaseSettings {
  /** For `pg`, with every character of the password encoded. */
  url: string;
  /** The variable that holds the password, to be named in messages. */
  variable: string;
}

/** `#`, `/` and `?` end the place where a password can stand, so that what follows would be read as something else. */
const DATABASE_URL =
  /^postgres(?:ql)?:\/\/(?:(?:[^\s/?#\\%]|%[0-9a-f]{2})*@)?(?:\[[0-9a-f:.]+\]|(?:[^\s/?#@:[\]\\%]|%[0-9a-f]{2})*)(?::(\d{1,5}))?(?:\/(?:[^\s/?#@\\%]|%[0-9a-f]{2})*)?(?:\?[^\s#@]*)?$/i;

/**
 * Reads a server's database from `<PREFIX>_DATABASE_URL`, or from its parts: `<PREFIX>_DB_HOST`, `_PORT`, `_NAME`, `_USER`
 * and `_PASSWORD`, which may be anything. The URL goes before the parts.
 * @param defaultName of the database and of its role
 * @param problems is given a sentence for each variable that cannot be used; none of them repeats a value
 */
export function readDatabaseSettings(
  variables: NodeJS.ProcessEnv,
  prefix: string,
  defaultName: string,
  problems: string[],
): DatabaseSettings {
  const name = `${prefix}_DATABASE_URL`;
  const url = variables[name]?.trim();
  const host = variables[`${prefix}_DB_HOST`]?.trim();
  if (!url && host) return fromParts(variables, `${prefix}_DB`, host, defaultName, problems);
  if (!url)
    problems.push(`${name} must be given: the PostgreSQL database, like postgres://user:password@host/${defaultName}.`);
  else if (!isDatabaseUrl(url))
    problems.push(
      `${name} must be a PostgreSQL address like postgres://user:password@host:5432/${defaultName}; write # / ? % and @ in the ` +
        `password as %23 %2F %3F %25 and %40, or set ${prefix}_DB_HOST and ${prefix}_DB_PASSWORD instead, which take any password.`,
    );
  return { url: url ?? '', variable: name };
}

/** The database answers, and refuses the connection until somebody changes a setting. The message says which, and how. */
export class DatabaseRefusedError extends Error {
  constructor(
    sentence: string,
    /** PostgreSQL's SQLSTATE. */
    readonly code: string,
  ) {
    super(sentence);
    this.name = 'DatabaseRefusedError';
    // Where it happened says nothing here: what mends it is in the sentence.
    this.stack = `${this.name}: ${sentence}`;
  }
}

/**
 * What to tell of an error of connecting.
 * @returns a sentence with the command that mends it, when the role, its password or the database is wrong; else the error
 */
export function explainRefusal<Problem>(
  error: Problem,
  { url, variable }: DatabaseSettings,
): Problem | DatabaseRefusedError {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  // `pg` itself misses a password that the server wants.
  const noPassword = /client password must be a/.test(String(message));
  if (!noPassword && !['28P01', '28000', '3D000'].includes(String(code))) return error;
  const { hostname, username, pathname } = new URL(url);
  const role = decodeURIComponent(username) || 'postgres';
  const database = decodeURIComponent(pathname.slice(1)) || role;
  const psql = `${hostname === 'postgres' ? 'docker compose exec postgres psql -U postgres' : 'psql'} -c`;
  if (code === '28P01' || noPassword)
    return new DatabaseRefusedError(
      `The database refuses the password of its role ${role}. Set ${variable} to the password that the role has, or give ` +
        `the role the one that is set: ${psql} '\\password ${role}'`,
      '28P01',
    );
  if (code === '28000')
    return new DatabaseRefusedError(
      `The database does not let the role ${role} in: there is no such role, or pg_hba.conf does not allow it from here. ` +
        `Correct what ${variable} belongs to, or see which roles there are: ${psql} '\\du'`,
      code,
    );
  return new DatabaseRefusedError(
    `There is no database ${database} on the server that ${variable} belongs to. Correct its name, or create it: ` +
      `${psql} 'CREATE DATABASE "${database}" OWNER "${role}"'`,
    '3D000',
  );
}

/**
 * What to tell the person who migrates of whatever went wrong: one line that names the variable and what to do, and holds no
 * password.
 */
export function explainMigrationFailure(error: unknown, settings: DatabaseSettings): string {
  const explained = explainRefusal(error, settings);
  if (explained instanceof DatabaseRefusedError) return explained.message;
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const { host, hostname, username, pathname, searchParams } = new URL(settings.url);
  const variable = settings.variable.replace(/PASSWORD$/, 'HOST');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The host ${hostname} cannot be found (${code}). Correct it in ${variable}.`;
  if (/^E[A-Z]/.test(String(code)))
    return `No PostgreSQL server answers at ${searchParams.get('host') ?? host} (${String(code)}). Start it, or correct ${variable}.`;
  if (/connection terminated|timeout|invalid response/i.test(String(message)))
    return `What answers at ${host} is not a PostgreSQL server, or it answers too late. Correct ${variable}.`;
  const sentence = maskValues(String(message).split('\n', 1)[0]!);
  if (code !== '42501') return `The migration of the database in ${settings.variable} failed: ${sentence}`;
  const role = decodeURIComponent(username) || 'postgres';
  return (
    `The role ${role} may not change the database (${sentence}). Set ${settings.variable} for the role that owns it, or make ` +
    `this one its owner: psql -c 'ALTER DATABASE "${decodeURIComponent(pathname.slice(1)) || role}" OWNER TO "${role}"'`
  );
}

const TOLD_AGAIN_MS = 60_000;

/**
 * {@link explainRefusal} for a pool, which meets the same refusal with each connection.
 * @param tell hears of a refusal at most once a minute
 */
export function refusalExplainer(settings: DatabaseSettings, tell: (sentence: string) => void, now = Date.now) {
  let toldAt = -Infinity;
  return (error: Error): Error => {
    const explained = explainRefusal(error, settings);
    if (explained instanceof DatabaseRefusedError && now() - toldAt >= TOLD_AGAIN_MS) {
      toldAt = now();
      tell(explained.message);
    }
    return explained;
  };
}

function isDatabaseUrl(text: string): boolean {
  const [matches, port] = DATABASE_URL.exec(text) ?? [];
  return matches !== undefined && (port === undefined || isPort(port)) && URL.canParse(text);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function fromParts(
  variables: NodeJS.ProcessEnv,
  prefix: string,
  host: string,
  defaultName: string,
  problems: string[],
): DatabaseSettings {
  const part = (name: string, fallback: string) => variables[`${prefix}_${name}`]?.trim() || fallback;
  const [port, database, user] = [part('PORT', '5432'), part('NAME', defaultName), part('USER', defaultName)];
  const isFolder = host.startsWith('/');
  if (!isFolder && !/^(?:[^\s/?#@:[\]\\%]+|[0-9a-f:.]*:[0-9a-f:.]*)$/i.test(host))
    problems.push(
      `${prefix}_HOST must be the name or the address of a PostgreSQL server, or the folder of its socket.`,
    );
  if (!isPort(port)) problems.push(`${prefix}_PORT must be a port from 1 to 65535.`);
  if (!/^[^\s/?#@%\\]+$/.test(database)) problems.push(`${prefix}_NAME must be the name of a database.`);
  // Not trimmed: a password may be anything.
  const password = encodeURIComponent(variables[`${prefix}_PASSWORD`] ?? '');
  const place = isFolder ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const query = isFolder ? `?host=${encodeURIComponent(host)}` : '';
  const url = `postgres://${encodeURIComponent(user)}${password && `:${password}`}@${place}:${port}/${encodeURI(database)}${query}`;
  return { url, variable: `${prefix}_PASSWORD` };
}
