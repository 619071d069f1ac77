import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/settings/settings.mjs';

/** The Node of the images. */
const IMAGES = 24;
const FOLDER = join(root, '.data', 'bench', `node-${IMAGES}`);

/** A binary to run the servers with. @typedef {{ version: string, binary: string }} Node */

/**
 * The Node of the images, brought by the npm package of that name, and this machine's own.
 * @param {(line: string) => void} say
 * @returns {Node[]}
 */
export function nodes(say) {
  const own = { version: process.version, binary: process.execPath };
  if (own.version.startsWith(`v${IMAGES}.`)) return [own];
  const theirs = nodeOfImages(say);
  return theirs ? [theirs, own] : [own];
}

/** @param {(line: string) => void} say */
function nodeOfImages(say) {
  const binary = join(FOLDER, 'node_modules', 'node', 'bin', 'node');
  try {
    if (!existsSync(binary)) {
      say(`Fetching Node ${IMAGES} (once)`);
      const args = ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund', `node@${IMAGES}`];
      execFileSync('npm', args, { stdio: 'pipe' });
    }
    return { version: execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim(), binary };
  } catch (error) {
    say(
      `Node ${IMAGES} could not be fetched, so only this machine's own is measured: ${/** @type {Error} */ (error).message}`,
    );
    return undefined;
  }
}
