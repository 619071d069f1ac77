import { expect, type Page, type Request } from '@playwright/test';

/** Without a request for this long, a page has come to rest. Milliseconds. */
const REST_MS = 500;

/** What a redirect loop would multiply: loaded documents, changes of address, questions for the session. */
export class Traffic {
  documents = 0;
  sessionQuestions = 0;
  readonly addresses: string[] = [];
  readonly #open = new Set<Request>();
  #lastAt = performance.now();

  constructor(page: Page) {
    const over = (request: Request) => {
      this.#lastAt = performance.now();
      this.#open.delete(request);
    };
    page.on('requestfinished', over);
    page.on('requestfailed', over);
    page.on('request', (request) => {
      // The stream of wake-ups stays open.
      if (!new URL(request.url()).pathname.endsWith('/events')) this.#open.add(request);
      this.#lastAt = performance.now();
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.documents += 1;
      if (new URL(request.url()).pathname === '/api/auth/get-session') this.sessionQuestions += 1;
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      const { pathname, search } = new URL(frame.url());
      if (this.addresses.at(-1) !== pathname + search) this.addresses.push(pathname + search);
    });
  }

  /** Until nothing was asked, or is waited for, for a while. */
  async untilRest(): Promise<void> {
    await expect.poll(() => this.#open.size === 0 && performance.now() - this.#lastAt > REST_MS).toBe(true);
  }
}
