/**
 * `npm run restore -- FILE [--yes] [--access now|backup] [--compose]`: puts the state of a backup in the place of the present one, or changes
 * nothing. `npm run restore -- --put-back` ends a restore that was interrupted.
 *
 * --yes      without asking
 * --access   what becomes of accounts and invitations that were changed since: as they are now, or as in the backup
 * --compose  restores the databases of docker-compose.yml
 */
import './require-node.mjs';

const { runCommand } = await import('../settings/refusal.mjs');
const { loadEnvFile } = await import('../settings/settings.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');

await runCommand(async () => {
  // Compose reads the file itself.
  if (!process.argv.includes('--compose')) loadEnvFile();
  const say = (/** @type {string} */ line) => console.log(line);
  await ensureInstalled(say);
  if (!process.argv.includes('--compose')) await ensureBuilt(say, { only: ['contracts', 'auth-server', 'backend'] });
  // Only now: what it imports may just have been installed.
  const { restore } = await import('../backup/restore-command.mjs');
  await restore(process.argv.slice(2), process.env);
});
