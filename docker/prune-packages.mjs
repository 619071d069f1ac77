/**
 * Removes from an installed tree what a server never loads, so that its image is small:
 * `node prune-packages.mjs <folder of the tree> <workspace>`. npm keeps the optional peers of a package whenever the
 * lock file has them for another workspace (test runners and compilers, here), and packages bring types, source maps,
 * documents and builds for browsers. Licences stay.
 */
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Second builds of a package that Node does not pick, and what only npm reads. */
const UNUSED = [
  'class-transformer/{bundles,esm2015,esm5}',
  'class-validator/{bundles,esm2015,esm5}',
  'libphonenumber-js/bundle',
  'rxjs/{src,dist/bundles,dist/esm,dist/esm5}',
  'swagger-ui-dist/{swagger-ui.js,swagger-ui-es-bundle.js,swagger-ui-es-bundle-core.js}',
  'typeorm/browser',
  '.bin',
  '.package-lock.json',
];
const NOT_LOADED = /\.(?:d\.[cm]?ts|[cm]?ts|tsx|map|flow|md|markdown|tsbuildinfo)$/i;
const LICENCE = /^(?:licen[cs]e|notice|copying|copyright)/i;
const NOT_LOADED_FOLDERS = new Set(['test', 'tests', '__tests__', 'docs', 'doc', 'example', 'examples', 'benchmarks']);

const [, , root = '', workspace = ''] = process.argv;
const kept = reachableFrom(join(root, workspace));
for (const folder of installedIn(root)) {
  // Nested in one that is gone already.
  if (!existsSync(folder)) continue;
  if (!kept.has(realpathSync(folder))) rmSync(folder, { recursive: true });
  else if (!lstatSync(folder).isSymbolicLink()) removeUnloaded(folder);
}
for (const path of UNUSED.flatMap(spelledOut))
  rmSync(join(root, 'node_modules', path), { recursive: true, force: true });

/**
 * The folders of every package that one needs, itself included: its dependencies, and the peers that are not optional.
 * @param {string} start
 */
function reachableFrom(start) {
  const found = new Set();
  const queue = [realpathSync(start)];
  for (let folder = queue.pop(); folder; folder = queue.pop()) {
    if (found.has(folder)) continue;
    found.add(folder);
    const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(folder);
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    const names = Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers);
    queue.push(...names.flatMap((name) => resolve(name, folder) ?? []));
  }
  return found;
}

/**
 * As Node finds a package: in the nearest `node_modules` on the way up.
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function resolve(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  return dirname(from) === from ? undefined : resolve(name, dirname(from));
}

/**
 * Every package of the tree, the outer ones first.
 * @param {string} folder
 */
function installedIn(folder) {
  return ['', 'auth-server', 'backend', 'contracts', 'packages/domain', 'packages/server-kit'].flatMap((part) =>
    packagesIn(join(folder, part, 'node_modules')).flatMap(withNested),
  );
}

/** @param {string} path @returns {string[]} */
function withNested(path) {
  if (lstatSync(path).isSymbolicLink()) return [path];
  return [path, ...packagesIn(join(path, 'node_modules')).flatMap(withNested)];
}

/** @param {string} modules a `node_modules` folder @returns {string[]} */
function packagesIn(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) => {
    const path = join(modules, name);
    if (name.startsWith('.')) return [];
    return name.startsWith('@') ? readdirSync(path).map((scoped) => join(path, scoped)) : [path];
  });
}

/** @param {string} folder */
function removeUnloaded(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const depth = relative(folder, path).split(sep).length;
    if (path.startsWith(join(folder, 'node_modules'))) continue;
    if (entry.isFile() && NOT_LOADED.test(entry.name) && !LICENCE.test(entry.name)) rmSync(path, { force: true });
    if (entry.isDirectory() && depth === 1 && NOT_LOADED_FOLDERS.has(entry.name)) rmSync(path, { recursive: true });
  }
}

/** @param {string} folder */
function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** `a/{b,c}` as `a/b` and `a/c`. @param {string} pattern */
function spelledOut(pattern) {
  const [, before, choices] = /^(.*)\{(.*)\}$/.exec(pattern) ?? [];
  return choices ? choices.split(',').map((choice) => `${before}${choice}`) : [pattern];
}
