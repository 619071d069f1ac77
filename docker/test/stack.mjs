import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseEnvFile } from '../../scripts/settings/env-file.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { LATCH_COMPOSE_PROJECT: project = '', LATCH_COMPOSE_ENV_FILE: envFile = '' } = process.env;

/** Where the gateway of the stack under test is. */
export const url = process.env.LATCH_COMPOSE_URL ?? '';
export const SERVICES = ['postgres', 'auth-server', 'backend', 'gateway'];
/** What stands in the `.env` of the stack under test. */
export const settings = parseEnvFile(readFileSync(envFile, 'utf8')).values;

const run = promisify(execFile);

/**
 * `docker compose` with the stack under test.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [variables]
 */
export async function compose(args, variables = {}) {
  const { stdout } = await run('docker', ['compose', '-p', project, '--env-file', envFile, ...args], {
    cwd: root,
    env: { ...process.env, ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** @param {string[]} args */
export const docker = (...args) =>
  execFileSync('docker', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trim();

/** What a command of a shell says in a running container. @param {string} service @param {string} command */
export const inside = (service, command) => compose(['exec', '-T', service, 'sh', '-c', command]);

/** What the database's superuser is answered. @param {string} database @param {string} text */
export const sql = async (database, text) =>
  (await compose(['exec', '-T', 'postgres', 'psql', '-U', 'postgres', '-Atc', text, database])).trim();

/** The ids of a service's containers. @param {string} service */
export async function containersOf(service) {
  return (await compose(['ps', '--all', '--quiet', service])).trim().split('\n').filter(Boolean);
}

/** What Docker knows of every container of the stack. @returns {Promise<any[]>} */
export async function inspectAll() {
  const ids = (await compose(['ps', '--all', '--quiet'])).trim().split('\n');
  return JSON.parse(docker('inspect', ...ids));
}

/**
 * Asks again and again until an answer will do.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => boolean} willDo
 * @param {number} [seconds]
 * @returns {Promise<T>}
 */
export async function until(ask, willDo, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (willDo(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`not within ${seconds} s; the last answer was ${JSON.stringify(answer)?.slice(-300)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * @param {string} path
 * @param {{ method?: string, body?: unknown, cookie?: string, headers?: Record<string, string> }} [request]
 */
export async function ask(path, { method = 'GET', body, cookie, headers = {} } = {}) {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      origin: url,
      ...(cookie && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

/** Somebody new, signed up and signed in. */
export async function signUp() {
  const password = `pw-${randomBytes(9).toString('hex')}`;
  const email = `ada-${randomBytes(6).toString('hex')}@example.com`;
  const { status, headers, text } = await ask('/api/auth/sign-up/email', {
    method: 'POST',
    body: { name: 'Ada', email, password },
  });
  if (status !== 200) throw new Error(`sign-up answered ${status}: ${text}`);
  const cookie = (headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  return { email, password, cookie, userId: JSON.parse(text).user.id };
}
