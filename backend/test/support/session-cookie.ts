/** A Cookie header with a session as the fake auth server knows it. */
export const cookieOf = (session: string) => `better-auth.session_token=${session}`;
