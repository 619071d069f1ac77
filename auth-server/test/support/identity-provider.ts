import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/stack/identity-provider.mjs', import.meta.url));

/** Who somebody says they are there. */
export interface Identity {
  email: string;
  /** The address unless given. */
  subject?: string;
  name?: string;
  verified?: boolean;
}

/** The OpenID provider of `scripts/stack/identity-provider.mjs`, as a process. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param port of before, which is waited for should somebody else have been given it meanwhile; any unless given */
  static async start(port = 0): Promise<IdentityProvider> {
    for (;;) {
      const child = spawn(process.execPath, [SCRIPT, String(port)], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
      child.channel?.unref();
      const line = once(createInterface(child.stdout!), 'line') as Promise<[string]>;
      const [issuer] = await Promise.race([line, once(child, 'exit').then((): [string?] => [])]);
      if (issuer) return new IdentityProvider(issuer, child);
      if (!port) throw new Error('the provider ended at once');
    }
  }

  /** What an auth server is to be told, to use it. */
  get settings(): NodeJS.ProcessEnv {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: 'latch',
      OIDC_CLIENT_SECRET: 'a secret for the provider of this machine',
    };
  }

  /**
   * Answers there as somebody, or says no.
   * @param url where a browser was sent to
   * @returns the address it is sent back to
   */
  async answer(url: string, identity: Identity | 'no'): Promise<URL> {
    const browser = new ProviderBrowser();
    const page = await browser.follow(await browser.open(url));
    const { email, subject = '', name = 'Ada', verified = true } = identity === 'no' ? { email: '' } : identity;
    const form = new URLSearchParams({ email, subject, name, choice: identity === 'no' ? 'cancel' : 'continue' });
    if (verified) form.set('verified', 'on');
    return browser.follow(await browser.open(page.href, form), this.issuer);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}

/** Keeps the provider's cookies, and goes where it is sent. */
class ProviderBrowser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      headers: { cookie },
      redirect: 'manual',
    });
    for (const text of response.headers.getSetCookie()) {
      const [pair = ''] = text.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  }

  /** @returns the address of the first page, or the first one elsewhere than there */
  async follow(response: Response, within = new URL(response.url).origin): Promise<URL> {
    let last = response;
    for (let steps = 0; steps < 5; steps += 1) {
      const location = last.headers.get('location');
      if (location === null) return new URL(last.url);
      const next = new URL(location, last.url);
      if (next.origin !== within) return next;
      last = await this.open(next.href);
    }
    throw new Error('the provider sends in circles');
  }
}
