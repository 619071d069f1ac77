import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** Settings whose value is a secret: one that lost its end to a comment would still look like a secret. */
const SECRET = /(SECRETS?|PASSWORD)$/;

const LINE = /^(?:export[ \t]+)?([A-Za-z_]\w*)=[ \t]*(.*)$/s;

/**
 * Puts the variables of the `.env` in a folder into an environment; what is set there already wins, as with Compose.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env changed in place
 * @param {(line: string) => void} tell hears what to look at though the file can be used
 * @throws {Refusal} naming each line that cannot be used; nothing is set then
 */
export function loadEnvFile(folder, env, tell) {
  const file = join(folder, '.env');
  if (!existsSync(file)) return;
  const { values, notices } = parseEnvFile(read(file));
  for (const notice of notices) tell(notice);
  for (const [name, value] of Object.entries(values)) env[name] ??= value;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`${file} cannot be read (${/** @type {NodeJS.ErrnoException} */ (error).code}).`);
  }
}

/**
 * Reads the text of a `.env` file by the rules of Docker Compose. A line that Compose, its older versions or Node read
 * differently is refused, so that one file means one thing: `#` and `$` need single quotes.
 * @param {string} text
 * @returns {{ values: Record<string, string>, notices: string[] }} notices: sentences about secrets that a comment follows
 * @throws {Refusal} naming each line that cannot be used, with its number and its variable and never its value
 */
export function parseEnvFile(text) {
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {string[]} */
  const notices = [];
  /** @type {string[]} */
  const problems = [];
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = whole.trim();
    if (!line || line.startsWith('#')) continue;
    const [, name = '', given = ''] = LINE.exec(line) ?? [];
    const { value, comment = '', problem } = name ? readValue(given) : { value: '', problem: NO_ASSIGNMENT };
    const place = `line ${index + 1}${name && `, ${name}`}`;
    if (problem) problems.push(`${place}: ${problem}`);
    else if (comment && SECRET.test(name))
      notices.push(
        `.env, ${place}: what begins with " #" is a comment, so that the value has ${value.length} of the ` +
          `${given.length} characters behind "=". If it belongs to the value, put single quotes around all of it.`,
      );
    values[name] = value;
  }
  if (problems.length)
    throw new Refusal(
      `.env cannot be read with certainty: Docker Compose and other programs would read it differently.\n  - ${problems.join('\n  - ')}`,
    );
  return { values, notices };
}

const NO_ASSIGNMENT = 'it must be NAME=value, with letters, digits and _ in the name and nothing between it and "=".';
const QUOTE_IT = "Put the whole value in single quotes: NAME='value'.";

/**
 * @param {string} given what follows `=`, without spaces around it
 * @returns {{ value: string, comment?: string, problem?: string }}
 */
function readValue(given) {
  const [quote = ''] = given;
  if (quote === "'" || quote === '"') return readQuoted(given, quote);
  const [plain = ''] = given.split(' #', 1);
  const value = plain.trimEnd();
  const problem = problemOfPlain(value);
  return { value, comment: given.slice(plain.length), ...(problem && { problem }) };
}

/**
 * @param {string} given
 * @param {string} quote
 */
function readQuoted(given, quote) {
  const end = given.indexOf(quote, 1);
  const value = end < 0 ? given.slice(1) : given.slice(1, end);
  const rest = end < 0 ? '' : given.slice(end + 1);
  return {
    value,
    problem: end < 0 ? `the closing ${quote} is missing in this line.` : problemOfQuoted(value, rest, quote),
  };
}

/** @param {string} value */
function problemOfPlain(value) {
  if (value.includes('#')) return `"#" outside of quotes begins a comment for some programs. ${QUOTE_IT}`;
  if (value.includes('$')) return `"$" outside of single quotes stands for a variable. ${QUOTE_IT}`;
  if (value.startsWith('`')) return `"\`" is a quote for some programs. ${QUOTE_IT}`;
  return undefined;
}

/**
 * @param {string} value
 * @param {string} rest
 * @param {string} quote
 */
function problemOfQuoted(value, rest, quote) {
  if (value.endsWith('\\') || (quote === '"' && value.includes('\\')))
    return `a backslash ${quote === '"' ? 'in double quotes' : "before '"} is left out by some programs. ${
      quote === '"' ? QUOTE_IT : 'Choose a value without it.'
    }`;
  if (quote === '"' && value.includes('$')) return `"$" outside of single quotes stands for a variable. ${QUOTE_IT}`;
  if (!/^(\s+#.*)?$/.test(rest))
    return `something follows the closing ${quote}. A value in single quotes may hold anything but a single quote.`;
  return undefined;
}
