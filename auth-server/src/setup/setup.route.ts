import { DatabaseRefusedError } from '@latch/server-kit/database-settings';
import { Origins } from '@latch/server-kit/origins';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/request.js';
import { hasAccounts } from '../invitations/first-account.js';
import { outboxCode } from '../mail/mail-queue.js';
import { migrationNames } from '../migrations/migrator.js';
import type { CookieDescription } from '../session/session-cookie.js';
import type { Services } from '../services.js';
import { type Route, route } from '../shell/route.js';
import { isDoctorProof, PROOF_HEADER } from './doctor-proof.js';
import { askBackend } from './backend-health.js';
import { type Signs, findingsOf } from './findings.js';

/** Long enough between two lines to tell whether something on the way holds them back. */
const PAUSE_MS = 1_000;
const LONGEST_ADDRESS = 200;

/**
 * What people look at before there is an account, and the doctor at any time. Once somebody has an account, everybody but
 * the doctor is told that there is nothing here.
 */
export function setupRoutes(services: Services): Route[] {
  const setup = new Setup(services);
  return [
    route({ method: 'GET', path: '/api/auth/setup', who: 'anybody', handle: (request) => setup.look(request) }),
    // Two lines, a second apart: where they arrive together, a proxy keeps answers until they are whole.
    route({
      method: 'GET',
      path: '/api/auth/setup/lines',
      who: 'anybody',
      async handle(request) {
        await setup.refuseStrangers(request);
        return { status: 200, lines: twoLines() };
      },
    }),
  ];
}

class Setup {
  constructor(private readonly services: Services) {}

  /**
   * Says what is right and what is not, with the line of `.env` that mends it. Sets a cookie like the session's, so that
   * the next question shows whether it comes back; has a session cookie forgotten that is not this server's.
   */
  async look(request: RouteRequest): Promise<Reply> {
    const isDoctor = await this.refuseStrangers(request);
    const { environment, mailQueue, context, cookie, forwardedRequests } = this.services;
    const { publicUrl, appUrl, backendUrl } = environment;
    const { clientAddress, query, headers } = request;
    const { session } = cookie;
    const name = probeName(session);
    const isStray = cookie.isStrayIn(headers.cookie);
    const [database, backend, firstAccount] = await Promise.all([
      this.#lookAtDatabase(),
      askBackend(backendUrl),
      this.#firstAccount(isDoctor),
    ]);
    const findings = findingsOf({
      publicUrl,
      origins: new Origins(publicUrl, []).all,
      address: query.get('address')?.slice(0, LONGEST_ADDRESS),
      cookieCameBack: hasCookie(request, name),
      strayCookie: isStray ? session.name : undefined,
      secureCookie: session.attributes.secure === true,
      clientAddress,
      forwarded: forwardedRequests.seen,
      now: Date.now(),
      theirNow: timeIn(query.get('clock')),
      database,
      backend,
      mail: mailQueue.mode,
      outboxUrl: isDoctor ? `${appUrl}/outbox#code=${outboxCode(context.secret)}` : undefined,
      firstAccount,
    });
    const set = [probeCookie(name, session), ...(isStray ? cookie.clearingStray(request) : [])];
    return { status: 200, body: { findings }, headers: { 'set-cookie': set } };
  }

  /** @returns whether it is the doctor. @throws {HttpError} 404 or 503 */
  async refuseStrangers({ headers }: RouteRequest): Promise<boolean> {
    const { database, context } = this.services;
    if (isDoctorProof(headers[PROOF_HEADER], context.secret)) return true;
    const [user] = await database.query('select 1 from "user" limit 1').catch((error: unknown) => {
      throw httpErrors.storeUnavailable(refusalIn(error));
    });
    if (user) throw httpErrors.notFound();
    return false;
  }

  /** Strangers may know that there is a set-up code, and where it stands. */
  async #firstAccount(isDoctor: boolean): Promise<Signs['firstAccount']> {
    const { database, setupCode } = this.services;
    const query = database.query.bind(database);
    try {
      if (await hasAccounts(query)) return undefined;
      const code = await setupCode.find(query);
      return { setupCode: code === undefined || isDoctor ? code : null };
    } catch {
      return undefined;
    }
  }

  async #lookAtDatabase(): Promise<Signs['database']> {
    const { database } = this.services;
    try {
      const [clock] = await database.query<{ now: Date }>('select now() as now');
      const done = await database.query<{ name: string }>('select name from kysely_migration');
      const names = new Set(done.map(({ name }) => name));
      return { now: clock!.now.getTime(), missingMigrations: migrationNames.filter((name) => !names.has(name)) };
    } catch (error) {
      return { refusal: refusalIn(error) };
    }
  }
}

/** The sentence that says what to change, when the database answers and refuses this server. */
function refusalIn(error: unknown): string | undefined {
  return error instanceof DatabaseRefusedError ? error.message : undefined;
}

/** @returns milliseconds, or undefined when it is no time */
function timeIn(text: string | null): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

async function* twoLines(): AsyncGenerator<string> {
  yield 'first\n';
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  yield 'second\n';
}

/** Of the same kind as the session's, prefix included, so that what keeps one out keeps the other out. */
function probeName({ name }: CookieDescription): string {
  return `${/^__(?:Host|Secure)-/.exec(name)?.[0] ?? ''}latch.setup`;
}

function probeCookie(name: string, { attributes }: CookieDescription): string {
  const secure = attributes.secure ? '; Secure' : '';
  return `${name}=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60${secure}`;
}

function hasCookie({ headers }: RouteRequest, name: string): boolean {
  return (headers.cookie ?? '').split(';').some((pair) => pair.trim() === `${name}=1`);
}
