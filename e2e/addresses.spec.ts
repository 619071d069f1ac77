import { networkInterfaces } from 'node:os';
import { signInBy, signInHeading, signUpBy } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { type FreshStack, onDataOf, startFreshStack } from './support/stack.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { openTlsProxy, type TlsProxy } from './support/tls-proxy.js';
import { TodosPage } from './support/todos-page.js';

interface Address {
  /** How Latch is opened there; each is tried, of one Latch. */
  ways: { name: string; leadTo?: (proxy: TlsProxy, port: number) => void }[];
  /** What people open. @param port of the gateway */
  publicUrl: (port: number, proxy: TlsProxy) => string;
  cookie: { name: string; secure: boolean };
}

const PLAIN = { name: 'better-auth.session_token', secure: false };
const SECURE = { name: '__Host-better-auth.session_token', secure: true };
const PATH = '/our/todo';

/** What other machines of the network call this one; undefined when it is in none. */
const lanAddress = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

const straight = (proxy: TlsProxy, port: number) => proxy.leadTo(port);

const addresses: Address[] = [
  {
    ways: [{ name: 'over https, behind a proxy', leadTo: straight }],
    publicUrl: (_port, proxy) => `https://localhost:${proxy.port}`,
    cookie: SECURE,
  },
  {
    ways: [
      { name: 'over https, below a path', leadTo: straight },
      {
        name: 'over https, below a path that the proxy leaves out',
        leadTo: (proxy, port) => proxy.leadTo(port, PATH),
      },
    ],
    publicUrl: (_port, proxy) => `https://localhost:${proxy.port}${PATH}`,
    cookie: SECURE,
  },
  {
    ways: [{ name: 'on an odd port, by number' }],
    publicUrl: (port) => `http://127.0.0.1:${port}`,
    cookie: PLAIN,
  },
  ...(lanAddress
    ? [
        {
          ways: [{ name: 'at an address of the network' }],
          publicUrl: (port: number) => `http://${lanAddress}:${port}`,
          cookie: PLAIN,
        },
      ]
    : []),
];

for (const { ways, publicUrl, cookie } of addresses)
  test.describe(`opened ${ways[0]!.name}`, () => {
    let proxy: TlsProxy;
    let stack: FreshStack;

    test.beforeAll(async ({ stack: running }) => {
      proxy = await openTlsProxy();
      stack = await startFreshStack((port) => publicUrl(port, proxy), onDataOf(running));
    });
    test.afterAll(async () => {
      await proxy.close();
      await stack.stop();
    });

    for (const { name, leadTo } of ways)
      test(`${name}: signing up, working, a broken cookie, signing in and out`, async ({ browser }) => {
        leadTo?.(proxy, stack.port);
        const context = await anotherBrowser(browser, `${stack.url}/`, { ignoreHTTPSErrors: true });
        const page = await context.newPage();
        const person = newPerson();

        await page.goto('sign-up');
        await signUpBy(page, person);
        const app = new TodosPage(page);
        await app.untilSaved(() => app.add('Water the ferns'));
        await page.reload();
        await expect(app.latch('Water the ferns')).toBeVisible();
        await expect(page).toHaveURL(`${stack.url}/inbox`);
        const [good, ...others] = await sessionCookies(context);
        expect(others).toEqual([]);
        expect(good).toMatchObject({ ...cookie, path: '/', httpOnly: true, sameSite: 'Lax' });

        await context.addCookies([{ ...good!, value: good!.value.slice(0, -9) }]);
        await page.goto('settings/account');
        await expect(signInHeading(page)).toBeVisible();
        await signInBy(page, person);
        await expect(page).toHaveURL(`${stack.url}/settings/account`);
        // A server that is busy answers 503 after its deadline, which a browser calls a cancelled download.
        await expect(async () => {
          const download = page.waitForEvent('download');
          await page.getByRole('link', { name: 'Download everything as JSON' }).click();
          expect(await (await download).failure()).toBeNull();
        }).toPass();

        await app.accountButton.click();
        await app.signOutItem.click();
        await expect(signInHeading(page)).toBeVisible();
        expect(await sessionCookies(context)).toEqual([]);
        await context.close();
      });
  });
