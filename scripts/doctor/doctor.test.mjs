import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import { examine, outboxUrl, report } from './examine.mjs';

const SECRET = 'a secret for tests alone, 40 characters.';
const NOBODYS_ADDRESS = '192.0.2.55';

/** @type {(() => void)[]} */
const closing = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/**
 * Something at an address that people open.
 * @param {import('node:http').RequestListener} answer
 */
async function standIn(answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close().closeAllConnections());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { publicUrl: `http://127.0.0.1:${port}`, secret: SECRET, dataDir: '/nowhere', port };
}

/**
 * A Latch, as far as the doctor looks.
 * @param {{ cookie?: string, status?: number, together?: boolean, believes?: boolean, forwarded?: string, setupCode?: string, outbox?: string }} [but]
 */
function latch({ cookie = 'latch.setup=1; Path=/; HttpOnly; SameSite=Lax', status = 200, ...but } = {}) {
  const { together, believes, forwarded, setupCode, outbox } = but;
  /** @type {Record<string, import('node:http').RequestListener>} */
  const answers = {
    '/api/auth/get-session': (_request, response) => void response.end('null'),
    '/api/auth/setup/lines': (_request, response) => {
      if (together) {
        response.end('first\nsecond\n');
        return;
      }
      response.write('first\n');
      setTimeout(() => response.end('second\n'), 2_000);
    },
    '/api/auth/setup': ({ headers }, response) => {
      const proxy =
        believes && headers['x-forwarded-for'] === NOBODYS_ADDRESS
          ? { subject: 'proxy', ok: false, says: 'Anybody can pretend.', set: 'TRUSTED_PROXIES=' }
          : {
              subject: 'proxy',
              ok: !forwarded,
              says: 'Requests came.',
              set: forwarded ? `PUBLIC_URL=${forwarded}` : null,
            };
      const kept = { subject: 'cookie', ok: headers.cookie === 'latch.setup=1', says: 'Cookies.', set: null };
      const says = `The first account is made with the set-up code ${setupCode}`;
      const first = setupCode ? [{ subject: 'first-account', ok: true, says, set: null }] : [];
      const mail = {
        subject: 'mail',
        ok: true,
        says: outbox ? `Mails are kept: ${outbox}` : 'Mails go out.',
        set: null,
      };
      response.setHeader('set-cookie', cookie).end(JSON.stringify({ findings: [proxy, kept, mail, ...first] }));
    },
  };
  /** @type {import('node:http').RequestListener} */
  return (request, response) => {
    response.setHeader('x-request-id', 'one');
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const isLetIn = pathname === '/api/auth/get-session' || Boolean(request.headers['x-latch-doctor']);
    if (isLetIn && (status === 200 || pathname === '/api/auth/get-session')) answers[pathname]?.(request, response);
    else response.writeHead(isLetIn ? status : 404).end('{}');
  };
}

/** @param {import('./examine.mjs').Finding[]} findings */
const wrong = (findings) => findings.filter(({ ok }) => !ok);

describe('the doctor', () => {
  it('finds nothing wrong where all is as it should be', async () => {
    const findings = await examine(await standIn(latch()));
    assert.deepEqual(wrong(findings), []);
    assert.ok(findings.length >= 5);
    assert.match(report(findings), /All is well\.$/);
  });

  it('shows the set-up code of a Latch that nobody has an account of, which is nothing wrong', async () => {
    const findings = await examine(await standIn(latch({ setupCode: '7K3M-90QX-AAAA-BBBB' })));
    assert.match(report(findings), /ok {2}.*set-up code 7K3M-90QX-AAAA-BBBB\n[^]*All is well\.$/);
  });

  it('shows where kept mails are read, code included, as npm start prints it; nothing where none are kept', async () => {
    const outbox = 'http://localhost:4900/outbox#code=7K3M-90QX-AAAA-BBBB';
    const settings = await standIn(latch({ outbox }));
    assert.match(report(await examine(settings)), new RegExp(`kept: ${outbox}\n`));
    assert.equal(await outboxUrl(settings.publicUrl, SECRET), outbox);
    assert.equal(await outboxUrl((await standIn(latch())).publicUrl, SECRET), undefined);
    assert.equal(await outboxUrl((await standIn(latch({ status: 404 }))).publicUrl, SECRET), undefined);
  });

  it('says that nothing answers, and why', async () => {
    const settings = await standIn(latch());
    closing.splice(0).forEach((close) => close());
    const findings = await examine(settings);
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.says ?? '', /ECONNREFUSED/);
    assert.match(report(findings), /1 thing is not as it should be\.$/);
  });

  it('knows what is not Latch', async () => {
    const findings = await examine(await standIn((_request, response) => response.end('hello')));
    assert.match(wrong(findings)[0]?.says ?? '', /not Latch/);
    assert.match(report([...findings, ...findings]), /2 things are not as they should be\.$/);
  });

  it('names the address that people are sent on to', async () => {
    const settings = await standIn((_request, response) =>
      response.writeHead(301, { location: 'https://todo.example.com/api/auth/get-session' }).end(),
    );
    assert.equal((await examine(settings))[0]?.set, 'PUBLIC_URL=https://todo.example.com');
  });

  it('says that its secret is not the one in use', async () => {
    const findings = await examine(await standIn(latch({ status: 404 })));
    assert.deepEqual(
      wrong(findings).map(({ set }) => set),
      ['BETTER_AUTH_SECRET='],
    );
  });

  it('says what an answer was that it did not expect', async () => {
    assert.match(wrong(await examine(await standIn(latch({ status: 502 }))))[0]?.says ?? '', /502/);
  });

  it('misses what was taken from a cookie on the way', async () => {
    const findings = await examine(await standIn(latch({ cookie: 'latch.setup=1; Path=/; SameSite=Lax' })));
    assert.match(wrong(findings)[0]?.says ?? '', /HttpOnly is missing/);
  });

  it('sees that answers are kept until they are whole', async () => {
    assert.match(wrong(await examine(await standIn(latch({ together: true }))))[0]?.says ?? '', /buffering/);
  });

  it('names the address that people open through a proxy, where Latch is set up for its own machine alone', async () => {
    const findings = await examine(await standIn(latch({ forwarded: 'https://todo.example.com' })));
    assert.deepEqual(
      wrong(findings).map(({ set }) => set),
      ['PUBLIC_URL=https://todo.example.com'],
    );
    assert.match(report(findings), /in \.env: {2}PUBLIC_URL=https:\/\/todo\.example\.com/);
  });

  it('sees that anybody may claim any address', async () => {
    const findings = await examine(await standIn(latch({ believes: true })));
    assert.deepEqual(
      wrong(findings).map(({ set }) => set),
      ['TRUSTED_PROXIES='],
    );
    assert.match(
      report(findings),
      /NO {2}Anybody can pretend\.\n {8}in \.env: {2}TRUSTED_PROXIES=\n[^]*1 thing is not/,
    );
  });
});
