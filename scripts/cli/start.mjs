/** `npm start`: installs and builds what is missing, then runs Latch until Ctrl-C. */
import './require-node.mjs';

const { runCommand } = await import('../settings/refusal.mjs');
const { loadEnvFile, readSettings } = await import('../settings/settings.mjs');
const { firstAccountHint } = await import('./first-account.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');

const say = (/** @type {string} */ line) => console.log(`  ${line}`);

await runCommand(async () => {
  loadEnvFile();
  const settings = readSettings(process.env);
  console.log('Latch');
  await ensureInstalled(say);

  // Only now: what it imports may just have been installed.
  const { startStack } = await import('../stack/stack.mjs');
  const { knownSecret, outboxUrl } = await import('../doctor/examine.mjs');
  const began = Date.now();
  const giveUp = () => void stop(1);
  const stack = await startStack(settings, { say, onGivenUp: giveUp, built: ensureBuilt(say) });

  let stopping = false;
  /** @param {number} code */
  async function stop(code) {
    if (stopping) return;
    stopping = true;
    console.log('\n  Stopping');
    await stack.stop();
    console.log('Latch has stopped. Everything is kept.');
    process.exit(code);
  }
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));

  console.log(`\nLatch is ready after ${((Date.now() - began) / 1000).toFixed(1)} s. Open  ${stack.url}`);
  const authServer = settings.authServerUrl ?? `http://127.0.0.1:${settings.authPort}`;
  const hint = await firstAccountHint(authServer);
  if (hint) console.log(hint);
  const outbox = await outboxUrl(authServer, knownSecret(settings) ?? '');
  if (outbox) console.log(`There is no mail server: mails are kept. Read them on this machine at  ${outbox}`);
  console.log('Stop it with Ctrl-C.');
});
