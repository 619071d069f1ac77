import { assertFresh, type SignedIn, type SignedInRoutes } from '../account/signed-in.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';

type Handle<Body> = (request: RouteRequest<Body>, who: SignedIn) => Promise<Reply>;

/** Makes routes that only administrators may use. */
export class AdministratorRoutes {
  constructor(private readonly signedIn: SignedInRoutes) {}

  /** Refuses with 403 `ADMINISTRATOR_NEEDED` whoever is signed in and is none. */
  route<Body>(handle: Handle<Body>): (request: RouteRequest) => Promise<Reply> {
    return this.signedIn.route<Body>((request, who) => {
      if (!who.user.administrator) throw httpErrors.administratorNeeded();
      return handle(request, who);
    });
  }

  /** Beyond that, only shortly after the password was given; 403 `FRESH_SESSION_NEEDED` otherwise. */
  freshRoute<Body>(handle: Handle<Body>): (request: RouteRequest) => Promise<Reply> {
    return this.route<Body>((request, who) => {
      assertFresh(who);
      return handle(request, who);
    });
  }
}
