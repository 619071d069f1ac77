/** `npm run test:e2e`: the whole stack in a real browser. Arguments go to Playwright. */
import './require-node.mjs';

const { runCommand, Refusal } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');
const { runSuites } = await import('../test-runner/suite.mjs');
const { existsSync } = await import('node:fs');

/** The same engine without windows, in half the processor time. It keeps no page for going back to. */
const SHELL = '/usr/bin/chromium-headless-shell';

await runCommand(async () => {
  const { CHROMIUM_PATH } = process.env;
  const browser = CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(browser))
    throw new Refusal(
      `The browser tests need Chromium, and there is none at ${browser}. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.`,
    );
  const shell = !CHROMIUM_PATH && existsSync(SHELL) ? SHELL : browser;
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const args = process.argv.slice(2);
  const name = args.find((arg) => arg.startsWith('--project='))?.replace('--project=', '') ?? 'e2e';
  await runSuites([
    { name, runner: 'playwright', cwd: 'e2e', args, env: { CHROMIUM_PATH: browser, CHROMIUM_SHELL_PATH: shell } },
  ]);
});
