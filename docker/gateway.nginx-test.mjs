/** docker/nginx.conf in the nginx of this machine. Where there is none, `npm run test:compose` alone runs it. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FakeApi } from '@latch/test-kit/fake-api';
import { freePort } from '@latch/test-kit/free-ports';
import { answerCases, builtApp, open, pageCases, streamCases } from '@latch/test-kit/gateway-cases';
import { untilOk } from '../scripts/stack/ports.mjs';
import { root } from '../scripts/settings/settings.mjs';

/** What its image brings along, as far as it matters. @param {string} folder */
const imagesOwn = (folder) => `daemon off;
user root;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes auto;
events {
    worker_connections  1024;
}
http {
    proxy_temp_path ${folder}/proxy; client_body_temp_path ${folder}/body; fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
    include /etc/nginx/mime.types;
    include ${folder}/default.conf;
}
`;

const folder = mkdtempSync(join(tmpdir(), 'latch-nginx-'));
// What is served is there, too.
for (const [file, text] of Object.entries(builtApp)) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const fake = new FakeApi();
let behind = 0;
before(async () => void (await fake.start((behind = await freePort()), '127.0.0.1')));
after(async () => {
  await fake.stop();
  rmSync(folder, { recursive: true });
});

/**
 * As docker/Dockerfile and docker/gateway-settings.sh set it up, but for its places.
 * @param {string} path
 * @param {number} [most] requests at once
 */
async function startNginx(path, most = 1_000) {
  const port = await freePort();
  execFileSync('sh', [join(root, 'docker/gateway-settings.sh')], {
    env: {
      ...process.env,
      PUBLIC_URL: `http://localhost${path}`,
      NGINX_SETTINGS: folder,
      IF_INET6: join(folder, 'none'),
    },
  });
  change('app-path.conf', (text) => text.replaceAll('/etc/nginx', folder));
  const upstreams = change('upstreams.conf', (text) =>
    text.replaceAll(/(?:backend|auth-server):\d+(?: resolve)?/g, `127.0.0.1:${behind}`),
  );
  write(
    'default.conf',
    read('nginx.conf').replaceAll(/(?:\/tmp|\/var\/log\/nginx|\/usr\/share\/nginx\/html)/g, folder),
  );
  change('default.conf', (text) =>
    text
      .replaceAll('/etc/nginx', folder)
      .replace('listen 8080', `listen 127.0.0.1:${port}`)
      .replace('proxy_read_timeout 15s', 'proxy_read_timeout 1s'),
  );
  for (const name of ['page-headers.conf', 'error-headers.conf', 'proxy.inc', 'event-stream.inc'])
    write(name, read(name));
  change('proxy.inc', (text) => text.replace('in_flight 1000', `in_flight ${most}`));
  write('nginx.conf', imagesOwn(folder));
  const [, edits = ''] = /^RUN sed -i ((?:.*\\\n)*.*) \/etc\/nginx\/nginx\.conf$/m.exec(read('Dockerfile')) ?? [];
  execFileSync('sh', ['-c', `sed -i ${edits} ${join(folder, 'nginx.conf')}`]);
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  await untilOk(`${url}/health/live`, 60_000);
  /** Ends it in the way in which its image does. */
  const stop = async () => {
    if (nginx.exitCode !== null) return nginx.exitCode;
    const exited = once(nginx, 'exit');
    nginx.kill('SIGQUIT');
    return (await exited)[0];
  };
  return { url: url + path, stop, keepsConnections: upstreams.includes('keepalive') };
}

/** @param {string} name of a file in docker/ */
const read = (name) => readFileSync(join(root, 'docker', name), 'utf8');
/** @param {string} name @param {string} text */
const write = (name, text) => writeFileSync(join(folder, name), text);
/** @param {string} name @param {(text: string) => string} changed */
function change(name, changed) {
  const text = changed(readFileSync(join(folder, name), 'utf8'));
  write(name, text);
  return text;
}

for (const path of ['', '/our/todo'])
  describe(`at ${path || 'the root'}`, () => {
    /** @type {Awaited<ReturnType<typeof startNginx>>} */
    let gateway;
    before(async () => void (gateway = await startNginx(path)));
    after(() => gateway.stop());
    for (const [name, check] of Object.entries({ ...answerCases, ...pageCases, ...streamCases }))
      test(name, () => check({ ...gateway, quietMs: 2_000 }));
  });

test('streams keep nobody out, and requests with a body are no streams wherever they go', async (t) => {
  const most = 3;
  const gateway = await startNginx('', most);
  t.after(() => gateway.stop());
  const status = async () => (await fetch(`${gateway.url}/api/users/ada/todos`)).status;
  const streams = await Promise.all(Array.from({ length: 2 * most }, () => open(gateway.url)));
  assert.equal(await status(), 200);
  /** @type {import('node:http').ClientRequest[]} */
  const bodies = [];
  /** One that is refused, because a question was counted at that moment, is sent again. @param {string} method @param {Record<string, string>} headers */
  const hold = (method, headers) => {
    const options = { method, headers, agent: false };
    const sending = request(`${gateway.url}/api/users/ada/events`, options, () => hold(method, headers));
    sending.on('error', () => {}).flushHeaders();
    bodies.push(sending);
  };
  for (const method of ['GET', 'POST']) hold(method, { 'content-length': '5' });
  hold('GET', { 'transfer-encoding': 'chunked' });
  const deadline = Date.now() + 20_000;
  while ((await status()) !== 503) assert.ok(Date.now() < deadline, 'bodies that do not end keep nobody out');
  for (const sending of bodies) sending.destroy();
  for (const stream of streams) stream.close();
});

test('an nginx that stops does not wait for the streams', async (t) => {
  const gateway = await startNginx('');
  t.after(() => gateway.stop());
  const stream = await open(gateway.url);
  assert.equal(await gateway.stop(), 0);
  assert.equal(await stream.next(), undefined);
});
