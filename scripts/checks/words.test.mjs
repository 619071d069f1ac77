import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findReplacedWords } from './words.mjs';

const words = {
  words: [
    { word: '[Ff]ront[ -]door', instead: 'gateway' },
    { word: '\\b[Ww]hoever\\b', instead: 'the person', in: '\\.md$' },
  ],
  allowed: { 'docs/upgrade.md front.door': 'tells of the old name', 'list.json': 'the list' },
};
/** @param {string} path @param {string} text */
const find = (path, text) => findReplacedWords([{ path, text }], words);

test('a replaced word is reported with its file, its line and the word to use', () => {
  assert.deepEqual(find('docs/a.md', 'One\nThe front door.\n'), ['docs/a.md:2: “front door”, say gateway']);
  assert.deepEqual(find('docs/a.md', 'Whoever comes'), ['docs/a.md:1: “Whoever”, say the person']);
});

test('a replaced word in the name of a file is reported too', () => {
  assert.deepEqual(find('src/front-door.ts', ''), ['src/front-door.ts:0: “front-door”, say gateway']);
});

test('a word that is looked for in some files alone passes in others, and so do words that only resemble it', () => {
  assert.deepEqual(find('src/a.ts', '// Whoever comes'), []);
  assert.deepEqual(find('docs/a.md', 'The gateway. However.'), []);
});

test('what is allowed passes where it is allowed alone', () => {
  assert.deepEqual(find('list.json', 'front door'), []);
  assert.deepEqual(find('docs/upgrade.md', 'front-door, whoever'), ['docs/upgrade.md:1: “whoever”, say the person']);
});

test('each word of the list finds what it replaces, and not what it says to use', () => {
  const list = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));
  assert.ok(list.words.length > 20);
  for (const { word, before, instead } of list.words) {
    assert.match(before, new RegExp(word, 'm'), word);
    assert.doesNotMatch(instead, new RegExp(word), word);
  }
});
