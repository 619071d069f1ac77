import type { Auth } from '../auth.js';
import type { Database, Trouble } from '../database.js';
import { refusals } from '../http/refusals.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { keepingPreparedHash } from '../prepared-password-hash.js';
import { refusalOf } from './better-auth-refusal.js';
import { toBetterAuthRequest } from './better-auth-request.js';
import { type AccountUser, toUser } from './account-user.js';

/**
 * Makes the handler of a route that ends in being signed in, through Better Auth's own HTTP handler and so its rate limits.
 * @param path below the public URL
 */
export function signsIn(auth: Auth, database: Database, publicUrl: string, path: string) {
  const url = new URL(path, publicUrl).href;
  return (request: RouteRequest): Promise<Reply> =>
    database.watching(async (trouble) => {
      const response = await ask(auth, toBetterAuthRequest(url, request), trouble);
      if (!response.ok) throw (await refusalOf(response, trouble, publicUrl)) ?? unforeseen(path, response.status);
      const { user } = (await response.json()) as { user: AccountUser };
      return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': response.headers.getSetCookie() } };
    });
}

async function ask(auth: Auth, request: Request, trouble: Trouble): Promise<Response> {
  try {
    return await keepingPreparedHash(() => auth.handler(request));
  } catch (error) {
    throw trouble.outage ? refusals.storeUnavailable() : error;
  }
}

function unforeseen(path: string, status: number): Error {
  return new Error(`Better Auth answered ${path} with an unforeseen ${status}`);
}
