/** `npm run dev`: what `npm start` runs, with reload: a change to a server restarts it, a change to the app shows at once. */
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const { runCommand } = await import('../settings/refusal.mjs');
const { loadEnvFile, readSettings, root } = await import('../settings/settings.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');

/** The one that builds, too (package.json of both servers). */
const TSC = 'node_modules/typescript-native/bin/tsc';
const say = (/** @type {string} */ line) => console.log(`  ${line}`);

await runCommand(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  console.log('Latch, for development');
  await ensureInstalled(say);
  const { startStack } = await import('../stack/stack.mjs');
  const built = ensureBuilt(say, { only: ['contracts', 'auth-server', 'backend'] });
  // Vite takes the gateway's place: it serves the app's sources and proxies to both servers.
  const stack = await startStack(settings, { say, gateway: false, watch: true, built });

  const compilers = ['packages/domain', 'packages/server-kit', 'auth-server', 'backend'].map((name) =>
    tool(join(root, TSC), ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], name),
  );
  const { knownSecret, outboxUrl } = await import('../doctor/examine.mjs');
  const authServer = settings.authServerUrl ?? `http://127.0.0.1:${settings.authPort}`;
  const outbox = await outboxUrl(authServer, knownSecret(settings) ?? '');
  if (outbox) say(`Mails are kept: ${outbox}`);

  const vite = tool('vite', ['--port', String(settings.port), '--strictPort'], 'frontend');

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const child of [vite, ...compilers]) child.kill('SIGTERM');
    await stack.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  vite.once('exit', () => void stop());
});

/**
 * @param {string} name of a program among the installed packages, or its path
 * @param {string[]} args
 * @param {string} workspace
 */
function tool(name, args, workspace) {
  const { PATH, ...env } = process.env;
  const path = `${join(root, 'node_modules', '.bin')}:${PATH}`;
  return spawn(name, args, {
    cwd: join(root, workspace),
    env: { ...env, PATH: path },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
