/** The sign-in was right, but the browser did not keep the cookie: without this it would look as if nothing happened. */
export class CookieNotKeptError extends Error {
  override readonly name = 'CookieNotKeptError';
}
