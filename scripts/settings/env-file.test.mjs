import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadEnvFile, parseEnvFile } from './env-file.mjs';
import { Refusal } from './refusal.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-env-'));
after(() => rmSync(folder, { recursive: true }));

/** Each line, and the value that Docker Compose gives the variable A. @type {[string, string][]} */
const READ = [
  ['A=plain', 'plain'],
  ['export A=plain', 'plain'],
  ['  A=plain\r', 'plain'],
  ['A=', ''],
  ['A=   ', ''],
  ['A= spaces in it ', 'spaces in it'],
  ['A=https://todo.example.com   # the address', 'https://todo.example.com'],
  ['A=Latch <latch@example.com>', 'Latch <latch@example.com>'],
  [`A=it's "so"`, `it's "so"`],
  ['A=C:\\latch\\data', 'C:\\latch\\data'],
  ['A=x=y==', 'x=y=='],
  [`A='p@ss/w#rd?%41 $X \${Y} "q" \\n'`, 'p@ss/w#rd?%41 $X ${Y} "q" \\n'],
  [`A=' kept '`, ' kept '],
  [`A='quoted' # a comment`, 'quoted'],
  [`A="it's # this"`, "it's # this"],
  ['#A=a comment\nA=1', '1'],
  ['A=first\nA=last', 'last'],
  ['\uFEFFA=behind a byte order mark', 'behind a byte order mark'],
];

for (const [line, value] of READ)
  test(`${JSON.stringify(line)} is read as Compose reads it`, () => {
    assert.equal(parseEnvFile(line).values.A, value);
    assert.deepEqual(parseEnvFile(line).notices, []);
  });

/** What programs read differently, and what the sentence names. @type {[string, RegExp][]} */
const REFUSED = [
  ['A=abcS3CRET#rest-of-it', /"#".*single quotes/],
  ['A=#S3CRET', /"#"/],
  ['A=S3CRET\t#rest', /"#"/],
  ['A=S3CRET$X', /"\$".*single quotes/],
  ['A="S3CRET$X"', /"\$"/],
  ['A="S3CRET\\n"', /backslash/],
  [`A='S3CRET\\'`, /backslash/],
  [`A='S3CRET`, /closing '/],
  ['A="S3CRET', /closing "/],
  [`A='S3CRET\nmore'`, /closing '/],
  [`A='S3C'RET'`, /follows the closing/],
  [`A='S3CRET'#x`, /follows the closing/],
  ['A=`S3CRET`', /`/],
  ['A =S3CRET', /NAME=value/],
  ['A: S3CRET', /NAME=value/],
  ['S3CRET', /NAME=value/],
];

for (const [line, said] of REFUSED)
  test(`${JSON.stringify(line)} is refused with its line, and not repeated`, () => {
    assert.throws(
      () => parseEnvFile(`# first\nOK=1\n${line}\n`),
      (error) => {
        assert.ok(error instanceof Refusal);
        assert.match(error.message, said);
        assert.match(error.message, /line 3/);
        if (line.startsWith('A=')) assert.match(error.message, /line 3, A:/);
        assert.doesNotMatch(error.message, /S3C/);
        return true;
      },
    );
  });

test('all lines that cannot be used are told together', () => {
  assert.throws(() => parseEnvFile('A=a#b\nB=b\nC=$X'), /line 1, A:[^]*line 3, C:/);
});

test('a secret that is shorter than its line is told, with both lengths and without the secret', () => {
  const { values, notices } = parseEnvFile(`BETTER_AUTH_SECRET=${'s'.repeat(36)} #${'t'.repeat(9)}\nPORT=1 # one`);
  assert.equal(values.BETTER_AUTH_SECRET, 's'.repeat(36));
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? '', /line 1, BETTER_AUTH_SECRET: .* 36 of the 47 characters/);
  assert.doesNotMatch(notices[0] ?? '', /sss|ttt/);
});

test('the file of a folder is loaded, and what is set already wins', () => {
  writeFileSync(join(folder, '.env'), `A='x#y'\nB=file\nEMPTY=file\nAUTH_DB_PASSWORD=x # y\n`);
  /** @type {NodeJS.ProcessEnv} */
  const env = { B: 'shell', EMPTY: '' };
  /** @type {string[]} */
  const told = [];
  loadEnvFile(folder, env, (line) => told.push(line));
  assert.deepEqual(env, { A: 'x#y', B: 'shell', EMPTY: '', AUTH_DB_PASSWORD: 'x' });
  assert.equal(told.length, 1);
});

test('nothing is set of a file that is refused, and no file is none', () => {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  writeFileSync(join(folder, '.env'), 'A=1\nB=x#y\n');
  assert.throws(() => loadEnvFile(folder, env, () => {}), Refusal);
  loadEnvFile(join(folder, 'nowhere'), env, () => {});
  assert.deepEqual(env, {});
});

test('a file that cannot be read is refused in a sentence', () => {
  mkdirSync(join(folder, 'odd', '.env'), { recursive: true });
  assert.throws(
    () => loadEnvFile(join(folder, 'odd'), {}, () => {}),
    (error) => error instanceof Refusal && /\.env cannot be read \(EISDIR\)/.test(error.message),
  );
});
