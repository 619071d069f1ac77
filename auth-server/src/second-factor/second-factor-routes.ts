import { bodies } from '../validation/fields.js';
import type { StepUpAuth } from '../session/step-up-auth.js';
import type { SignedInRoutes } from '../account/signed-in.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import type { Route, Routes } from '../http/route.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { type ChangesDependencies, SecondFactorChanges } from './second-factor-changes.route.js';
import { forgetsTrustedBrowsers, showsSecondFactor } from './second-factor-state.route.js';
import { SecondStep, type SecondStepDependencies } from './second-step.route.js';

interface Dependencies extends ChangesDependencies, SecondStepDependencies {
  auth: Auth;
  database: Database;
  stepUpAuth: StepUpAuth;
  signedIn: SignedInRoutes;
  limits: AccountLimits;
}

/** What is asked beyond the password. @see contracts/account.yaml */
export function secondFactorRoutes(dependencies: Dependencies): Routes {
  const { auth, database, audit, stepUpAuth, signedIn, limits } = dependencies;
  const changes = new SecondFactorChanges(dependencies);
  const byStepUp = (handle: SecondFactorChanges['turnOff']) =>
    post(bodies.stepUpAuth, signedIn.route(stepUpAuth.around(handle)));
  return {
    '/api/auth/sign-in/second-factor': post(bodies.secondFactorCode, new SecondStep(dependencies).handle),
    '/api/auth/second-factor': { GET: { handle: signedIn.route(showsSecondFactor(auth, database)) } },
    '/api/auth/second-factor/set-up': byStepUp(changes.setUp),
    '/api/auth/second-factor/confirm': post(bodies.codeAlone, signedIn.route(limits.onCode(changes.confirm))),
    '/api/auth/second-factor/use-passkeys': byStepUp(changes.usePasskeys),
    '/api/auth/second-factor/turn-off': byStepUp(changes.turnOff),
    '/api/auth/second-factor/recovery-codes': byStepUp(changes.renewRecoveryCodes),
    '/api/auth/second-factor/forget-trusted': post(
      bodies.nothing,
      signedIn.route(forgetsTrustedBrowsers(database, audit)),
    ),
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
