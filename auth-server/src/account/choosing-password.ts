import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { passwordProblem } from '../passwords/password-rules.js';
import type { SignedIn } from './signed-in.js';

type Handle<Body> = (request: RouteRequest<Body>, who: SignedIn) => Promise<Reply>;

/**
 * Around a route by which somebody chooses a new password: it is not to be guessed from what is known about them. Stands
 * before what counts tries, since it is none.
 */
export function choosesPassword<Body extends { newPassword: string }>(handle: Handle<Body>): Handle<Body> {
  return async (request, who) => {
    const problem = passwordProblem(request.body.newPassword, who.user);
    if (problem !== undefined) throw httpErrors.validationFailed({ newPassword: [problem] });
    return handle(request, who);
  };
}
