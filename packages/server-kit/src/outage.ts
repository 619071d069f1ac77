import { HttpError } from './http-errors.js';

/** SQLSTATE classes that say our own statement or its values are wrong: data, integrity, syntax and names. */
const OUR_MISTAKE = /^(22|23|42)/;

/** What JavaScript throws where code is wrong. By name, since each realm has its own classes. */
const BUGS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'EvalError', 'URIError']);

/**
 * Whether an error of work on the database is an outage. It is, unless it is one of our own: an outcome of the contract,
 * a bug, or the database's answer that the statement or its values are wrong.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof HttpError) return false;
  // TypeORM wraps what the driver threw.
  const { driverError = error } = Object(error) as { driverError?: unknown };
  return !isBug(driverError) && !OUR_MISTAKE.test(sqlStateOf(driverError) ?? '');
}

/** Whether it is JavaScript that failed. */
export function isBug(error: unknown): boolean {
  const { name } = Object(error) as { name?: unknown };
  return BUGS.has(String(name));
}

/** PostgreSQL's five characters; undefined for an error that is not from its server. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
