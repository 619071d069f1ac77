import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dataDirRefusal, makeFolder } from './data-dir.mjs';
import { Refusal } from './refusal.mjs';

/**
 * The secret that signs session cookies: kept in `file`, made there the first time, readable by its owner alone.
 * @param {string} file
 * @returns {string}
 * @throws {Refusal} when the file holds something else, or cannot be used
 */
export function keptSecret(file) {
  try {
    return readOrMake(file);
  } catch (error) {
    throw dataDirRefusal(error, dirname(file)) ?? error;
  }
}

/** @param {string} file */
function readOrMake(file) {
  if (!existsSync(file)) {
    makeFolder(dirname(file));
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length >= 32) return secret;
  throw new Refusal(
    `The secret in ${file} is damaged. Put it back from a backup, or delete the file: a new one is made then, and everybody signs in once more.`,
  );
}
