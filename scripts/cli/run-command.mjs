/**
 * `node scripts/cli/run-command.mjs backup|restore …`: the same as by npm, where everything is installed and built already
 * (in the image of docker/Dockerfile).
 */
import { backup } from '../backup/backup-command.mjs';
import { runCommand } from '../settings/refusal.mjs';
import { restore } from '../backup/restore-command.mjs';

const [name, ...args] = process.argv.slice(2);
await runCommand(() => (name === 'restore' ? restore(args, process.env) : backup(args, process.env)));
