import { bodies } from './account/account-fields.js';
import { getsSession } from './account/get-session.route.js';
import { signsIn } from './account/signed-in.route.js';
import { signsOut } from './account/sign-out.route.js';
import type { Auth } from './auth.js';
import { sessionCookieOf } from './auth-cookies.js';
import type { Database } from './database.js';
import { live, ready } from './health.js';
import type { Route, Routes } from './http/route.js';
import { SessionCheck } from './session-check.js';
import { validatesSession } from './session.route.js';

interface Dependencies {
  auth: Auth;
  database: Database;
  publicUrl: string;
  isStopping: () => boolean;
}

/** All that this server answers to. @see contracts/account.yaml @see contracts/session-validation.yaml */
export async function createRoutes({ auth, database, publicUrl, isStopping }: Dependencies): Promise<Routes> {
  const cookie = sessionCookieOf(await auth.$context);
  const signedInRoute = (path: string, body: Route['body']): Routes[string] => ({
    POST: { body, handle: signsIn(auth, database, publicUrl, path) },
  });
  return {
    '/api/auth/session': { GET: { quiet: true, handle: validatesSession(new SessionCheck(database, cookie)) } },
    '/api/auth/get-session': { GET: { handle: getsSession(auth, database, cookie) } },
    '/api/auth/sign-up/email': signedInRoute('/api/auth/sign-up/email', bodies.signUp),
    '/api/auth/sign-in/email': signedInRoute('/api/auth/sign-in/email', bodies.signIn),
    '/api/auth/sign-out': { POST: { body: bodies.signOut, handle: signsOut(auth, database, cookie) } },
    '/health/live': { GET: live },
    '/health/ready': { GET: ready(database, isStopping) },
  };
}
