/** Fails where a word stands that the project replaced (`words.json`; docs/words.md has the terms). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../settings/settings.mjs';

/**
 * A replaced word as a regular expression, an example of it, and the files it is looked for in: all, unless `in` says which.
 * @typedef {{ word: string, before?: string, instead: string, in?: string }} Word
 */
/**
 * `allowed`: files that may hold replaced words, each with the reason; after a space, the one pattern that it may hold.
 * @typedef {{ words: Word[], allowed: Record<string, string> }} Words
 */

const TEXT = /\.(?:[cm]?[jt]sx?|json|jsonc|md|ya?ml|css|html|sh|conf|inc|sql)$|(?:^|\/)[^.]+$|\.env\.example$/;

/**
 * Each place that holds a replaced word, in its path or its text.
 * @param {{ path: string, text: string }[]} files
 * @param {Words} words
 * @returns {string[]}
 */
export function findReplacedWords(files, { words, allowed }) {
  const rules = words.map((each) => ({ ...each, word: new RegExp(each.word), in: new RegExp(each.in ?? '') }));
  const exceptions = Object.keys(allowed).map((key) => key.split(' '));
  const isAllowed = (/** @type {string} */ path, /** @type {string} */ found) =>
    exceptions.some(([file, only]) => file === path && (!only || new RegExp(only).test(found)));
  return files.flatMap(({ path, text }) =>
    [path, ...text.split('\n')].flatMap((line, number) =>
      rules.flatMap((rule) => {
        const found = rule.in.test(path) && rule.word.exec(line)?.[0];
        return found && !isAllowed(path, found) ? [`${path}:${number}: “${found}”, say ${rule.instead}`] : [];
      }),
    ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const files = paths
    .filter((path) => TEXT.test(path) && !/package-lock\.json$|^auth-server\/data\/|^LICENSE$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const words = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));
  const problems = findReplacedWords(files, words);
  for (const problem of problems) console.error(problem);
  process.exit(problems.length ? 1 : 0);
}
