import { maskValues } from './describe-error.js';
import {
  type DatabaseSettings as ReadSettings,
  explainConnectionRefusal,
  readDatabaseSettings as read,
} from './settings/databases.mjs';
import { VARIABLES } from './settings/variables.mjs';

/** How a server’s database is reached. */
export type DatabaseSettings = Pick<ReadSettings, 'url' | 'variable'>;

/** Reads a server's database, which must be given. @see read */
export function readDatabaseSettings(
  variables: NodeJS.ProcessEnv,
  prefix: 'AUTH' | 'TODOS',
  problems: string[],
): DatabaseSettings {
  const settings = read(variables, prefix, problems);
  if (settings) return { url: settings.url, variable: settings.variable };
  const variable = `${prefix}_DATABASE_URL`;
  const { default: name } = VARIABLES[`${prefix}_DB_NAME` as const];
  problems.push(`${variable} must be given: the PostgreSQL database, like postgres://user:password@host/${name}.`);
  return { url: '', variable };
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
export function explainRefusal<Problem>(error: Problem, settings: DatabaseSettings): Problem | DatabaseRefusedError {
  const refusal = explainConnectionRefusal(error, settings);
  return refusal ? new DatabaseRefusedError(refusal.sentence, refusal.code) : error;
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
