import type { Page } from '@playwright/test';

/** What a redirect loop would multiply: loaded documents, changes of address, questions for the session. */
export class Traffic {
  documents = 0;
  sessionQuestions = 0;
  readonly addresses: string[] = [];

  constructor(page: Page) {
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.documents += 1;
      if (new URL(request.url()).pathname === '/api/auth/get-session') this.sessionQuestions += 1;
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      const { pathname, search } = new URL(frame.url());
      if (this.addresses.at(-1) !== pathname + search) this.addresses.push(pathname + search);
    });
  }
}
