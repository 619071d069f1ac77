import { networkInterfaces } from 'node:os';
import { signInBy, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { type FreshStack, startFreshStack } from './support/stack.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { openTlsProxy } from './support/tls-proxy.js';
import { TodosPage } from './support/todos-page.js';

interface Address {
  name: string;
  /** Starts Latch to be opened there. */
  open: () => Promise<{ stack: FreshStack; close: () => Promise<void> }>;
  cookie: { name: string; secure: boolean };
}

const PLAIN = { name: 'better-auth.session_token', secure: false };
const SECURE = { name: '__Host-better-auth.session_token', secure: true };

/** What other machines of the network call this one; undefined when it is in none. */
const lanAddress = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

const addresses: Address[] = [
  { name: 'over https, behind a proxy', open: () => behindTls(''), cookie: SECURE },
  { name: 'over https, below a path', open: () => behindTls('/our/todo'), cookie: SECURE },
  {
    name: 'over https, below a path that the proxy leaves out',
    open: () => behindTls('/our/todo', '/our/todo'),
    cookie: SECURE,
  },
  { name: 'on an odd port, by number', open: () => plainly('127.0.0.1'), cookie: PLAIN },
  ...(lanAddress ? [{ name: 'at an address of the network', open: () => plainly(lanAddress), cookie: PLAIN }] : []),
];

async function behindTls(path: string, leftOut?: string) {
  const proxy = await openTlsProxy();
  const stack = await startFreshStack(() => `https://localhost:${proxy.port}${path}`);
  proxy.leadTo(stack.port, leftOut);
  const close = async () => {
    await proxy.close();
    await stack.stop();
  };
  return { stack, close };
}

async function plainly(host: string) {
  const stack = await startFreshStack((port) => `http://${host}:${port}`);
  return { stack, close: stack.stop };
}

let close = async () => {};
test.afterEach(() => close());

for (const { name, open, cookie } of addresses) {
  test(`${name}: signing up, working, a broken cookie, signing in and out`, async ({ browser }) => {
    // Each starts a Latch of its own.
    test.setTimeout(150_000);
    const opened = await open();
    const { stack } = opened;
    close = opened.close;
    const context = await anotherBrowser(browser, `${stack.url}/`, { ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const person = newPerson();

    await page.goto('sign-up');
    const form = signUpForm(page);
    await form.name.fill(person.name);
    await form.email.fill(person.email);
    await form.password.fill(person.password);
    await form.submit.click();
    const app = new TodosPage(page);
    await app.add('Water the ferns');
    await page.reload();
    await expect(app.latch('Water the ferns')).toBeVisible();
    expect(page.url()).toBe(`${stack.url}/inbox`);
    const [good, ...others] = await sessionCookies(context);
    expect(others).toEqual([]);
    expect(good).toMatchObject({ ...cookie, path: '/', httpOnly: true, sameSite: 'Lax' });

    await context.addCookies([{ ...good!, value: good!.value.slice(0, -9) }]);
    await page.goto('settings/account');
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, person);
    await expect(page).toHaveURL(`${stack.url}/settings/account`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download everything as JSON' }).click();
    expect(await (await download).failure()).toBeNull();

    await app.accountButton.click();
    await app.signOutItem.click();
    await expect(signInHeading(page)).toBeVisible();
    expect(await sessionCookies(context)).toEqual([]);
    await context.close();
  });
}
