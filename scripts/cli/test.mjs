/**
 * `npm test`: unit, persistence and contract tests of everything, on the best database there is: the PostgreSQL server that
 * TEST_DATABASE_URL names, else one of this machine's own programs, else embedded ones. `-- backend todos` runs one suite,
 * or what of it matches.
 *
 * `npm run test:embedded` (`--embedded`) runs on embedded databases what could differ there: migrations, persistence and
 * one contract file for each resource.
 */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const { Refusal, runCommand } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');
const { runSuites } = await import('../test-runner/suite.mjs');
const { root } = await import('../settings/settings.mjs');

/** @typedef {import('../test-runner/suite.mjs').Suite} Suite */

/** The contract file of each resource that is run on embedded databases too. @type {Record<string, string[]>} */
const resources = {
  'auth-server': [
    'account',
    'administration',
    'audit-log',
    'devices',
    'invitations',
    'mail-links',
    'passkeys',
    'passwords',
    'provider-links',
    'second-factor',
    'session',
  ],
  backend: [
    'account-data',
    'events',
    'history',
    'projects',
    'repeated-requests',
    'saved-filters',
    'sections-and-labels',
    'session-validation',
    'sync',
    'todos',
    'trash',
  ],
};

await runCommand(async () => {
  const [first, ...rest] = process.argv.slice(2);
  const embedded = first === '--embedded';
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const { provideTestDatabase } = await import('../test-runner/test-database.mjs');
  const database = embedded ? undefined : await provideTestDatabase(console.log);
  const lanes = embedded ? [embeddedSuites()] : allSuites(database !== undefined);
  const isWanted = (/** @type {Suite} */ { name }) => embedded || !first || name === first;
  const suites = lanes.flat();
  if (!suites.some(isWanted))
    throw new Refusal(`There is no suite ${first}. There are ${suites.map(({ name }) => name).join(', ')}.`);
  const prepare = (/** @type {Suite} */ { args = [], ...suite }) => ({
    ...suite,
    args: suite.runner === 'node' ? selectFiles(args, rest) : [...args, ...rest],
    env: { TEST_DATABASE_URL: database },
  });
  await runSuites(...lanes.map((lane) => lane.filter(isWanted).map(prepare)));
});

/** @returns {Suite[]} */
function embeddedSuites() {
  for (const [name, files] of Object.entries(resources))
    for (const file of files)
      if (!existsSync(join(root, name, 'test', 'contract', `${file}.contract-spec.ts`)))
        throw new Refusal(`scripts/cli/test.mjs names ${file}.contract-spec.ts of the ${name}, which is not there.`);
  return allSuites(false)
    .flat()
    .flatMap(({ name, ...suite }) => {
      const files = resources[name]?.map((file) => `test/contract/${file}.contract-spec`);
      return files ? [{ ...suite, name: `${name}, embedded`, args: ['test/persistence/', ...files] }] : [];
    });
}

/**
 * All suites in lanes. Those of the servers and of the scripts wait a third of their time, for databases, time limits and
 * processes; the others compute meanwhile.
 * @param {boolean} onServer whether there is a PostgreSQL server, which some tests of backups need beside embedded ones
 * @returns {Suite[][]}
 */
function allSuites(onServer) {
  const ofScripts = ['--test-concurrency=2', '--test-timeout=1200000', ...scriptTests(onServer)];
  return [
    [{ name: 'auth-server', runner: 'vitest', cwd: 'auth-server' }],
    [
      { name: 'domain', runner: 'jest', cwd: 'packages/domain' },
      { name: 'server-kit', runner: 'jest', cwd: 'packages/server-kit' },
      { name: 'backend', runner: 'jest', cwd: 'backend' },
    ],
    [
      { name: 'scripts', runner: 'node', cwd: '.', args: ofScripts },
      { name: 'frontend', runner: 'vitest', cwd: 'frontend' },
    ],
  ];
}

/** Those in docker/test need Docker, and are run by `npm run test:compose`. @param {boolean} onServer */
function scriptTests(onServer) {
  const hasNginx = spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status === 0;
  const kinds = ['.test.mjs', ...(onServer ? ['.db-test.mjs'] : []), ...(hasNginx ? ['.nginx-test.mjs'] : [])];
  const filesIn = (/** @type {string} */ folder, recursive = false) =>
    readdirSync(join(root, folder), { recursive, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
  return [
    ...filesIn('scripts', true),
    ...filesIn('packages/test-kit/src'),
    ...filesIn('bench'),
    ...filesIn('docker'),
  ].filter((name) => kinds.some((kind) => name.endsWith(kind)));
}

/**
 * Of the files in a suite's arguments only those whose name was asked for: Node's runner would take each for a path.
 * @param {string[]} args
 * @param {string[]} asked parts of names, and options
 */
function selectFiles(args, asked) {
  const isOption = (/** @type {string} */ arg) => arg.startsWith('-');
  const parts = asked.filter((arg) => !isOption(arg));
  const selected = args.filter((arg) => isOption(arg) || !parts.length || parts.some((part) => arg.includes(part)));
  if (selected.every(isOption)) throw new Refusal(`No file of tests has ${parts.join(' or ')} in its name.`);
  return [...asked.filter(isOption), ...selected];
}
