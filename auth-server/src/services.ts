import type { Auth } from './auth.js';
import type { AuditLog } from './audit/audit-log.js';
import { BetterAuthCalls } from './better-auth/better-auth-calls.js';
import type { Database } from './database.js';
import type { Environment } from './environment.js';
import type { SetupCode } from './invitations/setup-code.js';
import { AccountLimits } from './limits/account-limits.js';
import { KnownNetworks } from './limits/known-networks.js';
import type { MailQueue } from './mail/mail-queue.js';
import type { MailTemplates } from './mail/templates/mail-templates.js';
import { Challenges } from './second-factor/challenges.js';
import { SecondFactorCookies } from './second-factor/second-factor-cookies.js';
import { sessionCookieOf } from './session/auth-cookies.js';
import { Sessions } from './session/sessions.js';
import type { SessionCookie } from './session/session-cookie.js';
import { StepUpAuth } from './shell/step-up-auth.js';
import type { ForwardedRequests } from './setup/forwarded-requests.js';

interface Given {
  environment: Environment;
  auth: Auth;
  database: Database;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
  setupCode: SetupCode;
  forwardedRequests: ForwardedRequests;
  isStopping: () => boolean;
}

/** What routes are made of; one of each in a server. */
export interface Services extends Given {
  context: Awaited<Auth['$context']>;
  calls: BetterAuthCalls;
  cookie: SessionCookie;
  sessions: Sessions;
  stepUpAuth: StepUpAuth;
  limits: AccountLimits;
  networks: KnownNetworks;
  secondFactorCookies: SecondFactorCookies;
  challenges: Challenges;
}

export async function createServices(given: Given): Promise<Services> {
  const { environment, auth, database, audit } = given;
  const context = await auth.$context;
  const cookie = sessionCookieOf(context, environment.appUrl);
  const limits = new AccountLimits(database);
  const secondFactorCookies = SecondFactorCookies.of(context);
  return {
    ...given,
    context,
    calls: new BetterAuthCalls(auth, database, environment.publicUrl),
    cookie,
    sessions: new Sessions(database, cookie),
    stepUpAuth: new StepUpAuth(auth, limits, audit),
    limits,
    networks: new KnownNetworks(database),
    secondFactorCookies,
    challenges: new Challenges(database, secondFactorCookies),
  };
}
