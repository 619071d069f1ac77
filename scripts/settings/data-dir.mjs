import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** In bytes; what the narrowest of the systems we know (macOS) takes. */
const LONGEST_SOCKET_NAME = 103;

/** In bytes. With less a database can't write down what it needs to start. */
const LEAST_FREE = 32 * 1024 * 1024;

/** What Node says about a file that cannot be used, whatever is in it. */
const FILE_PROBLEMS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG']);

/**
 * Makes sure that the folder for everything Latch keeps is there, for its owner alone, and that it and what is directly in
 * it can be written.
 * @param {string} dataDir
 * @throws {Refusal} one line with the folder, its owner and the remedy
 */
export function openDataDir(dataDir) {
  try {
    makeFolder(dataDir);
    const probe = join(dataDir, `.writable-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
    for (const name of readdirSync(dataDir)) requireAccess(join(dataDir, name));
  } catch (error) {
    throw dataDirRefusal(error, dataDir) ?? error;
  }
}

/**
 * Makes a folder for its owner alone, with those above it. Node's own way (`recursive`) never comes back where the system
 * takes no folders at all, as in /proc.
 * @param {string} folder
 */
export function makeFolder(folder) {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

/** @param {string} path */
const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Looks for what keeps a folder with everything in it from being used, after something went wrong there: the error itself
 * may only say that a database could not be opened.
 * @param {string} folder
 * @param {string} dataDir it is in
 * @returns {Refusal | undefined} undefined when nothing is wrong with the folder
 */
export function folderProblem(folder, dataDir) {
  try {
    openDataDir(dataDir);
    for (const file of filesOf(folder)) requireAccess(file);
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize < LEAST_FREE ? dataDirRefusal({ code: 'ENOSPC', path: dataDir }, dataDir) : undefined;
  } catch (error) {
    return error instanceof Refusal ? error : dataDirRefusal(error, dataDir);
  }
}

/**
 * What to tell of an error about a file of the data folder.
 * @param {unknown} error as Node throws it, with `code` and `path`
 * @param {string} dataDir
 * @returns {Refusal | undefined} one line with the folder, its owner and the remedy; undefined for any other error
 */
export function dataDirRefusal(error, dataDir) {
  const { code = '', path, syscall } = /** @type {NodeJS.ErrnoException} */ (Object(error));
  // The folders above were there or made.
  const takesNone = code === 'ENOENT' && syscall === 'mkdir';
  if (!(FILE_PROBLEMS.has(code) || takesNone) || !isAbout(code, path, dataDir)) return undefined;
  const existing = existingPart(path ?? dataDir);
  const { uid } = existing;
  const own = nameOf(process.geteuid?.() ?? -1);
  const place = `${existing.path} (owner: ${nameOf(uid)}; Latch runs as ${own})`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal(`The disk of ${place} is full. Free some space, or set DATA_DIR to a folder on another disk.`);
  if (code === 'EROFS')
    return new Refusal(`${place} is mounted read-only. Mount it for writing, or set DATA_DIR to another folder.`);
  if (code === 'ENAMETOOLONG')
    return new Refusal(`${dataDir} is too long for a folder's name. Set DATA_DIR to another.`);
  if (!existing.isFolder && (code === 'ENOTDIR' || code === 'EEXIST'))
    return new Refusal(
      `${place} is a file, where a folder has to be. Move it away, or set DATA_DIR to another folder.`,
    );
  // Root may use everything that is a disk.
  if (takesNone || process.geteuid?.() === 0)
    return new Refusal(`${place} takes no files of Latch. Set DATA_DIR to another folder.`);
  return new Refusal(
    `${place} cannot be read and written. Give it to that user: sudo chown -R ${own} ` +
      `${existsSync(dataDir) ? dataDir : existing.path}, or set DATA_DIR to another folder.`,
  );
}

/**
 * Whether an error is about the data folder, or one that has to be above it. What is in the place of a database's own folder
 * says nothing about who may write.
 * @param {string} code
 * @param {string | undefined} path missing where the error is about an open file
 * @param {string} dataDir
 */
function isAbout(code, path, dataDir) {
  if (path === undefined) return ['ENOSPC', 'EDQUOT', 'EROFS'].includes(code);
  const isAbove = path === dataDir || dataDir.startsWith(join(path, '/'));
  return isAbove || (path.startsWith(join(dataDir, '/')) && code !== 'EEXIST' && code !== 'ENOTDIR');
}

/** @param {string} file it may be gone meanwhile */
function requireAccess(file) {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/**
 * The path itself or, of what cannot be made, the folder above it that is there.
 * @param {string} path
 * @returns {{ path: string, uid: number, isFolder: boolean }}
 */
function existingPart(path) {
  for (let part = path; ; part = dirname(part))
    try {
      const stats = statSync(part);
      return { path: part, uid: stats.uid, isFolder: stats.isDirectory() };
    } catch (error) {
      if (part === dirname(part)) throw error;
    }
}

/** @param {number} uid @returns its name where that is known without asking around */
function nameOf(uid) {
  if (uid === 0) return 'root';
  try {
    const { uid: own, username } = userInfo();
    return uid === own ? username : String(uid);
  } catch {
    // This system has no entry for the user.
    return String(uid);
  }
}

/**
 * @param {string} folder
 * @returns {string[]} the folder itself, and everything in it
 */
function filesOf(folder) {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [folder];
  return [folder, ...readdirSync(folder, { withFileTypes: true }).flatMap(({ name }) => filesOf(join(folder, name)))];
}

/**
 * A folder for a database's socket: with the data, unless that makes the socket's name too long. Where it is then is
 * written down with the data, so that it can be found.
 * @param {string} dataDir
 * @param {string} name
 */
export function socketFolder(dataDir, name) {
  const besideData = join(dataDir, 'run', name);
  if (fits(besideData)) return made(besideData);
  const folder = mkdtempSync(join(tmpdir(), 'latch-'));
  made(join(dataDir, 'run'));
  writeFileSync(elsewhere(dataDir, name), folder, { mode: 0o600 });
  return folder;
}

/**
 * The folder in which {@link socketFolder} said the socket of a running database is.
 * @param {string} dataDir
 * @param {string} name
 * @returns {string | undefined} undefined when it has never run; that there is a folder does not say that it runs
 */
export function findSocketFolder(dataDir, name) {
  const besideData = join(dataDir, 'run', name);
  if (fits(besideData)) return besideData;
  const file = elsewhere(dataDir, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** @param {string} folder */
function fits(folder) {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= LONGEST_SOCKET_NAME;
}

/**
 * @param {string} dataDir
 * @param {string} name
 */
function elsewhere(dataDir, name) {
  return join(dataDir, 'run', `${name}.folder`);
}

/** @param {string} folder */
function made(folder) {
  makeFolder(folder);
  return folder;
}
