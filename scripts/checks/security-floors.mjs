/** Fails when a package is installed in a version below the floor of `security-floors.json`, wherever in the tree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../settings/settings.mjs';

/** @typedef {{ package: string, floor: string, advisory: string }} Floor */
/** @typedef {{ packages: Record<string, { version?: string }> }} Lock what npm writes down about a tree */

/**
 * What is installed and should not be.
 * @param {Lock} lock
 * @param {Floor[]} floors
 * @returns {string[]} a sentence for each copy
 */
export function belowFloor({ packages }, floors) {
  return Object.entries(packages).flatMap(([path, { version }]) =>
    floors
      .filter((each) => path.endsWith(`node_modules/${each.package}`) && version && isBelow(version, each.floor))
      .map((each) => `${path} is ${version}; it must be ${each.floor} at least (${each.advisory}).`),
  );
}

/**
 * Whether a version comes before another, as Semantic Versioning orders them. A pre-release comes before its release.
 * @param {string} version
 * @param {string} floor without a pre-release
 */
function isBelow(version, floor) {
  const [release = '', ...preRelease] = version.split('-');
  const order = release.localeCompare(floor, 'en', { numeric: true });
  return order < 0 || (order === 0 && preRelease.length > 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const problems = belowFloor(read('node_modules/.package-lock.json'), read('scripts/checks/security-floors.json'));
  for (const problem of problems) console.error(problem);
  process.exit(problems.length ? 1 : 0);
}
