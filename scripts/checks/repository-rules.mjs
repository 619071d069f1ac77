/** Rules about what may be committed that no other tool keeps. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../settings/settings.mjs';

const scriptFolders = /^scripts\/(backup|checks|cli|doctor|gateway|settings|stack|test-runner)\//;

/** @type {string[]} */
const problems = [];
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

if (/"resolved": "https?:/.test(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  problems.push('package-lock.json holds download addresses: remove its "resolved" lines.');

for (const file of files) {
  if (/(^|\/)(utils|helpers|misc)(\/|\.[cm]?tsx?$)/.test(file))
    problems.push(`${file}: a drawer for anything; name what lives there.`);
  if (file.startsWith('scripts/') && file !== 'scripts/tsconfig.json' && !scriptFolders.test(file))
    problems.push(
      `${file}: it belongs in one of the folders of scripts/, whose imports .dependency-cruiser.cjs limits.`,
    );
  if (/(^|\/)\.env$|\.pem$|\.key$/.test(file)) problems.push(`${file}: a secret has no place here.`);
  if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
  const text = readFileSync(join(root, file), 'utf8');
  if (/\b(it|test|describe)\.(skip|only|todo)\(|\b(xit|xdescribe|fit|fdescribe)\(/.test(text))
    problems.push(`${file}: a skipped or exclusive test.`);
  if (/synchronize:\s*true/.test(text)) problems.push(`${file}: the schema is changed by migrations alone.`);
}

for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
