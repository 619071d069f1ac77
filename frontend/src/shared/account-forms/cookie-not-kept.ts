/** The sign-in was right, but there is no session: without this it would look as if nothing happened. */
export class CookieNotKeptError extends Error {
  override readonly name = 'CookieNotKeptError';

  constructor(
    /** What the cookie is called that came twice, so that neither counts; null when the browser kept none at all. */
    readonly duplicate: string | null = null,
  ) {
    super();
  }
}
