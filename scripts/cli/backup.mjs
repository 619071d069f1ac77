/**
 * `npm run backup [-- --output FILE|FOLDER|-] [--keep N] [--compose]`: both databases into one file, also while Latch runs.
 *
 * --output   where to; a folder gets a file named after the time, `-` is the standard output. Default: backups/
 * --keep     in that folder, keeps the newest N of these files and removes the others once the new one is verified
 * --compose  backs up the databases of docker-compose.yml
 */
import './require-node.mjs';

const { runCommand } = await import('../settings/refusal.mjs');
const { loadEnvFile } = await import('../settings/settings.mjs');
const { ensureInstalled } = await import('../stack/prepare.mjs');

await runCommand(async () => {
  // Compose reads the file itself.
  if (!process.argv.includes('--compose')) loadEnvFile();
  await ensureInstalled(console.error);
  // Only now: what it imports may just have been installed.
  const { backup } = await import('../backup/backup-command.mjs');
  await backup(process.argv.slice(2), process.env);
});
