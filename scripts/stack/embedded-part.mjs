import { join } from 'node:path';
import { dataDirRefusal, folderProblem, socketFolder } from '../settings/data-dir.mjs';
import { Part } from './part.mjs';
import { Refusal } from '../settings/refusal.mjs';

/**
 * One of the embedded databases as a part; `onUrl` hears its address once it answers.
 * @param {'auth' | 'todos'} name
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} [options.log] the name of its log; another than that of a Latch which may be running
 * @param {(url: string) => void} options.onUrl
 * @param {(message: string) => void} [options.onTrouble]
 * @param {() => void} [options.onGivenUp]
 */
export function embeddedDatabase(name, { dataDir, log = `database-${name}`, onUrl, ...options }) {
  const data = join(dataDir, name);
  const socket = socketFolder(dataDir, name);
  return new Part({
    name: `The embedded ${name} database`,
    command: ['scripts/stack/embedded-database.mjs', '--data', data, '--socket', socket],
    logFile: join(dataDir, 'logs', `${log}.log`),
    untilReady: async (part) => {
      const { url, problem, ...error } = await part.message();
      if (problem?.includes('in use by process')) throw new Refusal(problem);
      if (problem)
        throw (
          dataDirRefusal(error, dataDir) ?? folderProblem(data, dataDir) ?? new Refusal(brokenDatabase(data, problem))
        );
      onUrl(url);
    },
    ...options,
  });
}

/**
 * @param {string} data
 * @param {string} problem
 */
function brokenDatabase(data, problem) {
  return (
    `The database in ${data} cannot be opened (${problem}).\n` +
    `To keep its files, move them away: mv ${data} ${data}.broken\n` +
    'Then put a backup back (npm run restore -- FILE), or begin anew (npm start).'
  );
}
