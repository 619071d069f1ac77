/**
 * `npm run test:compose`: builds the images, starts docker-compose.yml as a project of its own on a free port with odd
 * passwords set, and tests it by HTTP, in a browser and from inside its containers. Nothing of it is left afterwards.
 * `-- backup` runs one file of docker/test.
 */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { Refusal, runCommand } = await import('../settings/refusal.mjs');
const { ensureInstalled } = await import('../stack/prepare.mjs');
const { root } = await import('../settings/settings.mjs');
const { runSuite } = await import('../test-runner/suite.mjs');

const project = `latch-test-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'latch-compose-'));
const envFile = join(folder, 'env');

/** @param {string[]} args @param {import('node:child_process').StdioOptions} [stdio] */
function compose(args, stdio = 'inherit') {
  // The shell's own settings would win over the file's.
  const { PATH, HOME, DOCKER_HOST, DOCKER_CONFIG } = process.env;
  const env = { PATH, HOME, DOCKER_HOST, DOCKER_CONFIG, COMPOSE_PROGRESS: 'plain' };
  return spawnSync('docker', ['compose', '-p', project, '--env-file', envFile, ...args], { cwd: root, stdio, env })
    .status;
}

/** The variables of docker-compose.yml: what a shell has set of them would win over the file's. */
function shellsOwn() {
  const used = readFileSync(join(root, 'docker-compose.yml'), 'utf8').matchAll(/\$\{(\w+)/g);
  return ['COMPOSE_FILE', 'COMPOSE_PROFILES', ...[...used].map(([, name]) => name ?? '')];
}

/** @param {string[]} args @param {string} otherwise what to say when it fails */
function mustCompose(args, otherwise) {
  if (compose(args) !== 0) throw new Refusal(otherwise);
}

function requireDocker() {
  const { status } = spawnSync('docker', ['info'], { stdio: 'ignore' });
  if (status !== 0) throw new Refusal('This needs Docker: its daemon does not answer. Start it and try again.');
  if (compose(['version'], 'ignore') !== 0) throw new Refusal('This needs Docker Compose 2, as `docker compose`.');
}

/** The passwords are of the kind that breaks addresses, shells and `.env` files. @param {number} port */
function settings(port) {
  return [
    `BETTER_AUTH_SECRET=${randomBytes(32).toString('base64')}`,
    `PORT=${port}`,
    `AUTH_DB_PASSWORD='p@ss/w#rd?%41'`,
    `TODOS_DB_PASSWORD='$a:"b\\c & \`d $$ ü'`,
    '',
  ].join('\n');
}

/** The tests that were asked for, or all. */
function testFiles() {
  const wanted = process.argv.slice(2);
  const files = readdirSync(join(root, 'docker', 'test'))
    .filter((name) => name.endsWith('.test.mjs'))
    .filter((name) => !wanted.length || wanted.some((part) => name.includes(part)));
  if (!files.length) throw new Refusal(`No file in docker/test/ has ${wanted.join(' or ')} in its name.`);
  return files.map((name) => `docker/test/${name}`);
}

/** @param {string[]} files @param {number} port @param {number} seconds how long it took to be healthy */
function testIt(files, port, seconds) {
  const env = {
    LATCH_COMPOSE_PROJECT: project,
    LATCH_COMPOSE_ENV_FILE: envFile,
    LATCH_COMPOSE_URL: `http://localhost:${port}`,
    LATCH_COMPOSE_SECONDS: String(seconds),
    ...Object.fromEntries(shellsOwn().map((name) => [name, undefined])),
  };
  return runSuite({ name: 'compose', runner: 'node', cwd: '.', args: ['--test-concurrency=1', ...files], env });
}

function tidyUp() {
  compose(['down', '--volumes', '--remove-orphans', '--timeout', '5'], 'ignore');
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (tidyUp(), process.exit(1)));

await runCommand(async () => {
  try {
    const files = testFiles();
    requireDocker();
    await ensureInstalled(console.log);
    const { freePort } = await import('@latch/test-kit/free-ports');
    const port = await freePort();
    writeFileSync(envFile, settings(port));
    mustCompose(['build'], 'The images could not be built; the reason stands above.');
    const started = performance.now();
    mustCompose(['up', '--detach', '--no-build', '--wait', 'gateway'], 'The stack did not become healthy.');
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    console.log(`\nhealthy after ${seconds} s, on http://localhost:${port}`);
    const { passed, failed } = await testIt(files, port, seconds);
    if (failed) compose(['ps', '--all']);
    console.log(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
  } finally {
    tidyUp();
  }
});
