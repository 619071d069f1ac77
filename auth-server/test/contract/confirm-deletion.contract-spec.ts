import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { answers, FakeServer } from '@latch/test-kit/fake-server';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const CONFIRM = '/api/auth/confirm-deletion';

let backend: FakeServer;
let server: TestServer;
let ada: Visitor;

beforeAll(async () => {
  backend = await new FakeServer(answers(204)).start();
  server = await startAuthServer({ BACKEND_URL: backend.url });
});
beforeEach(async () => {
  backend.questions.length = 0;
  ada = await Visitor.signedUp(server);
});
afterAll(async () => {
  await server.stop();
  await backend.stop();
});

/** Asks as the backend does: with what came along, and neither an address nor a page. */
async function confirm({ cookie }: Pick<Visitor, 'cookie'>, proof: string | undefined, at = server) {
  const response = await new Visitor(at).post(CONFIRM, '', { cookie, ...(proof && { 'deletion-proof': proof }) });
  expectContract('post', CONFIRM, response);
  expect(response.headers['set-cookie']).toBeUndefined();
  return response;
}

const codeOf = async (...question: Parameters<typeof confirm>) => {
  const { status, body } = await confirm(...question);
  return [status, body.error_code];
};

/** Runs work when the backend is asked to erase something, with the proof; nothing is erased, and so nothing deleted. */
async function whileDeleting<T>(visitor: Visitor, work: (proof: string) => Promise<T>): Promise<T> {
  let done: Promise<T> | undefined;
  backend.mood = (request, response) => {
    done = work(String(request.headers['deletion-proof']));
    void done.catch(() => {}).finally(() => answers(500)(request, response));
  };
  expect((await visitor.post('/api/auth/delete-user', { password: PASSWORD })).status).toBe(503);
  return done!;
}

const REFUSED = [403, 'DELETION_NOT_CONFIRMED'];

describe('the proof that an account is being deleted', () => {
  it('is confirmed by whose session it is', async () => {
    const { status, body } = await whileDeleting(ada, (proof) => confirm(ada, proof));
    expect(status).toBe(200);
    expect(body.user).toEqual({ id: ada.id, email: ada.email, name: ada.name });
    expect(Date.parse(body.session.expiresAt)).toBeGreaterThan(Date.now());
  });

  it('is confirmed once, to one of many who bring it', async () => {
    const codes = await whileDeleting(ada, async (proof) => {
      const atOnce = await Promise.all([1, 2, 3, 4].map(() => confirm(ada, proof)));
      return [...atOnce, await confirm(ada, proof)].map(({ status }) => status);
    });
    expect(codes.toSorted((a, b) => a - b)).toEqual([200, 403, 403, 403, 403]);
    expect(codes.at(-1)).toBe(403);
  });

  it('is not confirmed to another device or another person, who do not use it up', async () => {
    const phone = await ada.signedInElsewhere();
    const eve = await Visitor.signedUp(server);
    const codes = await whileDeleting(ada, async (proof) => [
      await codeOf(phone, proof),
      await codeOf(eve, proof),
      (await confirm(ada, proof)).status,
    ]);
    expect(codes).toEqual([REFUSED, REFUSED, 200]);
  });

  it('is not confirmed when there is none, or another', async () => {
    for (const proof of [undefined, 'x', 'x'.repeat(43), '%00']) expect(await codeOf(ada, proof)).toEqual(REFUSED);
    const codes = await whileDeleting(ada, async (proof) => [
      await codeOf(ada, 'x'.repeat(43)),
      await codeOf(ada, proof.toLowerCase() === proof ? proof.toUpperCase() : proof.toLowerCase()),
    ]);
    expect(codes).toEqual([REFUSED, REFUSED]);
  });

  it('is over after some seconds, and when a newer one is made', async () => {
    const rows = `select extract(epoch from "expiresAt" - now())::float8 as left from verification where value = $1`;
    const first = await whileDeleting(ada, async (proof) => {
      const [row] = await sql<{ left: number }>(sharedDatabaseUrl(), rows, [ada.id]);
      expect(row!.left).toBeLessThanOrEqual(15);
      return proof;
    });
    const second = await whileDeleting(ada, async (proof) => {
      expect(await codeOf(ada, first)).toEqual(REFUSED);
      return proof;
    });
    const end = `update verification set "expiresAt" = now() where value = $1`;
    await sql(sharedDatabaseUrl(), end, [ada.id]);
    expect(await codeOf(ada, second)).toEqual(REFUSED);
  });

  it('is kept as a digest alone', async () => {
    const kept = await whileDeleting(ada, async (proof) => {
      const text = `select 1 from verification as whole_row where strpos(whole_row::text, $1) > 0`;
      return [await sql(sharedDatabaseUrl(), text, [ada.id]), await sql(sharedDatabaseUrl(), text, [proof])];
    });
    expect(kept.map(({ length }) => length)).toEqual([1, 0]);
  });

  it('is confirmed to nobody without a session', async () => {
    const codes = await whileDeleting(ada, async (proof) => codeOf({ cookie: '' }, proof));
    expect(codes).toEqual([401, 'INVALID_SESSION']);
  });

  it('is no question that a page of another origin may ask', async () => {
    const response = await ada.post(CONFIRM, '', { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
  });
});

it('without the database nothing is said about a proof', async () => {
  const proxy = await TcpProxy.to(sharedDatabaseUrl());
  const behind = await startAuthServer({ AUTH_DATABASE_URL: proxy.url });
  proxy.turn('refuse');
  expect(await codeOf(ada, 'x'.repeat(43), behind)).toEqual([503, 'SESSION_STORE_UNAVAILABLE']);
  proxy.turn('pass');
  await behind.stop();
  await proxy.close();
});
