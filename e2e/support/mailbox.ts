import type { Browser, BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';
import { outboxUrl } from '../../scripts/doctor/examine.mjs';
import type { FreshStack } from './stack.js';

interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** As a person at the machine is shown it. */
export async function outboxCode({ url, secret }: Pick<FreshStack, 'url' | 'secret'>): Promise<string> {
  return (await outboxUrl(url, secret))!.split('#code=')[1]!;
}

/** The outbox of a Latch without a mail server, as it is read on the machine Latch runs on. */
export class Mailbox {
  private readonly seen = new Set<string>();

  private constructor(
    private readonly context: BrowserContext,
    private readonly url: string,
    private readonly code: string,
  ) {}

  static async open(browser: Browser, { url, secret }: Pick<FreshStack, 'url' | 'secret'>): Promise<Mailbox> {
    // Without an address of another machine: the outbox is for this one alone.
    return new Mailbox(
      await browser.newContext({ baseURL: url, extraHTTPHeaders: {} }),
      url,
      await outboxCode({ url, secret }),
    );
  }

  /** The link to a page in the newest mail to somebody, once there is one that was not read before. */
  async linkIn(to: string, path: string): Promise<string> {
    const link = new RegExp(`${this.url}${path}#\\S+`);
    let found: string | undefined;
    await expect
      .poll(async () => {
        const mail = (await this.mails()).find((one) => one.to === to && link.test(one.text) && !this.seen.has(one.id));
        if (mail) this.seen.add(mail.id);
        found = mail && link.exec(mail.text)?.[0];
        return found;
      }, `a mail to ${to}`)
      .toBeDefined();
    return found!;
  }

  async mails(): Promise<Mail[]> {
    // As a page in this browser would ask: nobody else is shown anything.
    const headers = { 'Sec-Fetch-Site': 'same-origin', 'X-Latch-Outbox-Code': this.code };
    const response = await this.context.request.get('/api/auth/outbox', { headers });
    const { items } = (await response.json()) as { items: Mail[] };
    return items;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
