import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/settings/settings.mjs';
import { violations } from './support/accessibility.js';
import { signUpForm } from './support/account-forms.js';
import { signUp } from './support/account.js';
import { NpmStart } from './support/npm-start.js';
import { expectNoSidewaysScroll } from './support/small-screen.js';
import { freePorts } from './support/stack.js';
import { expect, test } from './support/test.js';

// A person who sets Latch up on their own machine sends no address along, as a proxy would.
test.use({ extraHTTPHeaders: {} });

let env: Record<string, string>;
let latch: NpmStart;
let url: string;

test.beforeAll(async () => {
  const [port, authPort, backendPort] = await freePorts(3);
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-setup-'));
  env = { PORT: `${port}`, AUTH_PORT: `${authPort}`, BACKEND_PORT: `${backendPort}`, DATA_DIR: dataDir };
  latch = new NpmStart(env);
  url = await latch.ready();
});

test.afterAll(async () => {
  await latch.end('SIGTERM');
  rmSync(env.DATA_DIR!, { recursive: true, force: true });
});

/** Runs `npm run doctor`. @returns its exit code and what it said */
async function askDoctor(more: Record<string, string> = {}) {
  const doctor = spawn(process.execPath, ['scripts/cli/doctor.mjs'], {
    cwd: root,
    env: { ...process.env, ...env, ...more },
  });
  let said = '';
  doctor.stdout.on('data', (chunk) => (said += chunk));
  const [code] = await once(doctor, 'close');
  return { code, said };
}

// Each goes on where the one before it ended: there is one first account.
test.describe.configure({ mode: 'serial' });

test('before the first account a page and the doctor find nothing wrong', async ({ page }) => {
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: 'Create the first account' })).toBeVisible();
  await expect(signUpForm(page).name).toBeFocused();
  await expect(page.getByText('Set-up: all 9 checks passed.')).toBeVisible();
  await page.getByRole('link', { name: 'See the set-up' }).click();
  await expect(page.getByText('All checks passed.')).toBeVisible();
  const findings = page.getByRole('list', { name: 'Checks' }).getByRole('listitem');
  await expect(findings).toHaveCount(9);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      // Without it, colours are looked at while they change.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
    }
    await expectNoSidewaysScroll(page);
  }
  const { code, said } = await askDoctor();
  expect(said).toContain('All is well.');
  const outbox = new RegExp(`http://localhost:${env.PORT}/outbox#code=\\S+`);
  expect(outbox.exec(latch.output)?.[0], 'as npm start prints it').toBe(outbox.exec(said)![0]);
  expect(code).toBe(0);
});

test('a wrong clock is seen, and how far it is off', async ({ page }) => {
  await page.clock.setFixedTime(Date.now() + 8 * 24 * 60 * 60 * 1000);
  await page.goto(`${url}/setup`);
  await expect(page.getByText(/the clock of the device you use are 115\d\d minutes apart/)).toBeVisible();
});

test('with an account the page says nothing, and the doctor still knows', async ({ page }) => {
  await signUp(page.request, url);
  await page.goto(`${url}/setup`);
  await expect(page.getByText('Set-up is complete')).toBeVisible();
  expect((await askDoctor()).code).toBe(0);
  const stranger = await askDoctor({ BETTER_AUTH_SECRET: 'not the secret that this Latch runs with' });
  expect(stranger.code).toBe(1);
  expect(stranger.said).toContain('BETTER_AUTH_SECRET=');
});
