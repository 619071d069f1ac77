import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../settings/refusal.mjs';
import { root } from '../settings/settings.mjs';

const installStamp = join(root, 'node_modules', '.latch-installed');

/**
 * Installs the packages of package-lock.json unless they are installed already.
 * @param {(line: string) => void} say
 */
export async function ensureInstalled(say) {
  const lock = join(root, 'package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (read(installStamp) === wanted) return;
  const installed = join(root, 'node_modules', '.package-lock.json');
  const upToDate = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (!upToDate) {
    say('Installing packages (once; this takes a minute or two)');
    // Development packages too, whatever NODE_ENV says, since Latch is built here; no package needs its install script.
    await npm(
      ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
      'The packages could not be installed',
    );
  }
  writeFileSync(installStamp, wanted);
}

/** What is built, in which order, and from what. */
const contracts = { name: 'contracts', sources: ['contracts/*.yaml', 'contracts/schemas', 'contracts/build.mjs'] };
const shared = ['package-lock.json', 'tsconfig.base.json', ...contracts.sources];
const packages = ['packages/domain', 'packages/server-kit'].map((name) => ({
  name,
  sources: [...shared, `${name}/src`, `${name}/package.json`, `${name}/tsconfig.json`, `${name}/tsconfig.build.json`],
}));
const apps = ['auth-server', 'backend', 'frontend'].map((name) => ({
  name,
  sources: [
    ...shared,
    // The app holds what it uses of a package; the servers load theirs when they start.
    ...(name === 'frontend' ? ['packages/domain/src'] : []),
    `${name}/src`,
    `${name}/public`,
    `${name}/index.html`,
    `${name}/package.json`,
    `${name}/tsconfig.json`,
    `${name}/tsconfig.build.json`,
    `${name}/vite.config.ts`,
  ],
}));

/**
 * Builds what is missing or older than its sources.
 * @param {(line: string) => void} say
 * @param {{ only?: string[] }} [options] the names to build besides the packages; all by default
 */
export async function ensureBuilt(say, { only } = {}) {
  const wanted = (/** @type {{name: string}} */ { name }) => !only || only.includes(name);
  await buildStale([contracts].filter(wanted), say);
  await buildStale(packages, say);
  await buildStale(apps.filter(wanted), say);
}

/**
 * @param {{ name: string, sources: string[] }[]} workspaces
 * @param {(line: string) => void} say
 */
async function buildStale(workspaces, say) {
  const stale = workspaces
    .map((workspace) => ({
      ...workspace,
      digest: digestOf(workspace.sources),
      stamp: join(root, workspace.name, 'dist', '.built-from'),
    }))
    .filter(({ digest, stamp }) => read(stamp) !== digest);
  if (!stale.length) return;
  say(`Building ${stale.map(({ name }) => name).join(', ')}`);
  await Promise.all(
    stale.map(async ({ name, digest, stamp }) => {
      // What was built from a file that is gone must not stay.
      rmSync(join(root, name, 'dist'), { recursive: true, force: true });
      await npm(['run', '--silent', 'build', '-w', name], `${name} could not be built`);
      mkdirSync(join(root, name, 'dist'), { recursive: true });
      writeFileSync(stamp, digest);
    }),
  );
}

/**
 * One digest over the names and contents of files and folders; tests do not count.
 * @param {string[]} paths
 */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesOf(path)).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * @param {string} path relative to the project; its last part may hold one `*`
 * @returns {string[]}
 */
function filesOf(path) {
  if (path.includes('*')) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const ending = path.slice(path.lastIndexOf('*') + 1);
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => `${folder}/${name}`);
  }
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !/\.spec\.tsx?$|^frontend\/src\/testing\//.test(file));
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * Runs npm quietly; what it printed is shown only when it failed.
 * @param {string[]} args
 * @param {string} problem
 * @returns {Promise<void>}
 */
function npm(args, problem) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Refusal(`${problem}. npm said:\n\n${output.trim()}`)),
    );
  });
}
