import type { components } from '@latch/contracts/account';

/** Who is signed in, and until when; as the auth server tells the browser. */
export type Session = components['schemas']['BrowserSession'];
export type User = Session['user'];
