import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { freePort } from '@latch/test-kit/free-ports';
import { COMPRESSED_PATH, GZIP, LEAST_LENGTH } from './compression.mjs';
import { openGateway } from './gateway.mjs';
import { root } from '../settings/settings.mjs';

test('both gateways say the same about the pages they serve', async () => {
  const pages = mkdtempSync(join(tmpdir(), 'latch-pages-'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  const nowhere = 'http://127.0.0.1:9';
  const port = await freePort();
  const gateway = await openGateway({
    port,
    hosts: ['127.0.0.1'],
    publicUrl: 'https://todo.example.com',
    authServer: nowhere,
    backend: nowhere,
    pages,
  });
  const { headers } = await fetch(`http://127.0.0.1:${port}/`);
  const refusal = await fetch(`http://127.0.0.1:${port}/api/me`);
  assert.equal(refusal.headers.get('strict-transport-security'), 'max-age=31536000');
  await gateway.stop();
  rmSync(pages, { recursive: true });

  const nginx = readFileSync(join(root, 'docker', 'page-headers.conf'), 'utf8');
  const said = [...nginx.matchAll(/^add_header (\S+) "?(.+?)"? always;$/gm)].map(([, name, value]) => [name, value]);
  assert.equal(said.length, 7);
  for (const [name = '', value] of said)
    assert.equal(headers.get(name), value === '$hsts' ? 'max-age=31536000' : value, name);
});

const folder = mkdtempSync(join(tmpdir(), 'latch-nginx-'));
after(() => rmSync(folder, { recursive: true }));
const docker = (/** @type {string} */ name) => readFileSync(join(root, 'docker', name), 'utf8');

/**
 * Runs docker/gateway-settings.sh as the container does when it starts.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [version] of nginx
 * @returns {{ status: number | null, said: string, file: (name: string) => string }} file: what it wrote
 */
function nginxSettings(env, version = '1.29.4') {
  const nginx = `#!/bin/sh\necho 'nginx version: nginx/${version}' >&2\n`;
  writeFileSync(join(folder, 'nginx'), nginx, { mode: 0o755 });
  const { status, stderr } = spawnSync('sh', [join(root, 'docker', 'gateway-settings.sh')], {
    env: { PATH: `${folder}:${process.env.PATH}`, NGINX_SETTINGS: folder, ...env },
    encoding: 'utf8',
  });
  return { status, said: stderr, file: (name) => readFileSync(join(folder, name), 'utf8') };
}

/** What everything reads alike. */
const { publicUrls, trustedProxies } = JSON.parse(
  readFileSync(join(root, 'scripts/settings/settings-cases.json'), 'utf8'),
);

describe('nginx reads PUBLIC_URL as everything else does', () => {
  for (const [given, origin, path] of publicUrls.read)
    test(`${given} is ${origin}${path}`, () => {
      const { status, said, file } = nginxSettings({ PUBLIC_URL: given });
      assert.equal(status, 0, said);
      const secure = origin.startsWith('https:');
      assert.match(file('settings.conf'), new RegExp(`public_scheme \\{ default ${secure ? 'https' : 'http'}; \\}`));
      assert.match(file('settings.conf'), new RegExp(`hsts \\{ default '${secure ? 'max-age=31536000' : ''}'; \\}`));
      const [, location = ''] = /^location = (\S+) \{ return 308/m.exec(file('app-path.conf')) ?? [];
      assert.equal(location, path);
    });
  for (const given of publicUrls.refused)
    test(`${given} is refused`, () => {
      const { status, said } = nginxSettings({ PUBLIC_URL: given });
      assert.equal(status, 1);
      assert.match(said, /PUBLIC_URL must be the address people open/);
    });
});

describe('nginx reads TRUSTED_PROXIES as everything else does', () => {
  for (const given of trustedProxies.read)
    test(`${given} is taken`, () => {
      const { status, said, file } = nginxSettings({ TRUSTED_PROXIES: given });
      assert.equal(status, 0, said);
      const networks = file('settings.conf').match(/(?<=^set_real_ip_from ).*(?=;$)/gm) ?? [];
      assert.ok(networks.length > 0);
      // A mask would keep nginx from starting.
      for (const network of networks) assert.match(network, /^[\da-f.:]+(?:\/\d+)?$/);
    });
  test('a mask is the prefix that it stands for', () => {
    const { file } = nginxSettings({ TRUSTED_PROXIES: '192.168.0.0/255.255.0.0,10.32.0.0/255.224.0.0' });
    assert.match(file('settings.conf'), /^set_real_ip_from 192\.168\.0\.0\/16;\nset_real_ip_from 10\.32\.0\.0\/11;$/m);
  });
  test('a comma too many is nothing, in both gateways', async () => {
    assert.match(
      nginxSettings({ TRUSTED_PROXIES: '10.0.0.1,' }).file('settings.conf'),
      /^set_real_ip_from 10\.0\.0\.1;$/m,
    );
    const [port, server] = [await freePort(), 'http://127.0.0.1:9'];
    const options = { port, hosts: ['127.0.0.1'], publicUrl: 'http://localhost', authServer: server, backend: server };
    const gateway = await openGateway({ ...options, pages: folder, trustedProxies: '10.0.0.1,' });
    await gateway.stop();
  });
  // What looks like an address and is none is for nginx itself to refuse.
  for (const given of trustedProxies.refused.filter((/** @type {string} */ text) => /[^\da-f.:/,\s]/.test(text)))
    test(`${given} is refused`, () => {
      const { status, said } = nginxSettings({ TRUSTED_PROXIES: given });
      assert.equal(status, 1);
      assert.match(said, /TRUSTED_PROXIES must list addresses/);
    });
});

test('both gateways listen on IPv6 too, where the machine has it', () => {
  const has = join(folder, 'if_inet6');
  assert.equal(nginxSettings({ IF_INET6: has }).file('listen.conf'), '');
  writeFileSync(has, '');
  assert.equal(nginxSettings({ IF_INET6: has }).file('listen.conf'), 'listen [::]:8080;\n');
  assert.match(docker('nginx.conf'), /^ {4}listen 8080;\n {4}include \/tmp\/listen\.conf;$/m);
  assert.match(readFileSync(join(root, 'scripts/stack/stack.mjs'), 'utf8'), /\['127\.0\.0\.1', '::1'\] : \['::'\]/);
});

test('nginx keeps its connections to both servers, as the gateway of npm start does', () => {
  const groups = nginxSettings({}).file('upstreams.conf');
  const servers = { backend: 'backend:3002', auth_server: 'auth-server:3001' };
  for (const [name, address] of Object.entries(servers)) {
    const [, group = ''] = new RegExp(`^upstream latch_${name} \\{([^}]*)\\}`, 'm').exec(groups) ?? [];
    assert.match(group, new RegExp(`server ${address} resolve max_fails=0;`));
    assert.match(group, /zone /);
    // Shorter than the 65 s for which both servers keep an idle connection, so that none is used that was just closed.
    assert.ok(Number(/keepalive_timeout (\d+)s;/.exec(group)?.[1]) < 65);
    assert.match(groups, new RegExp(`map '' \\$${name} \\{ default latch_${name}; \\}`));
  }
  assert.match(docker('proxy.inc'), /^proxy_http_version 1\.1;\nproxy_set_header Connection "";$/m);
  const passes = [...docker('nginx.conf').matchAll(/proxy_pass (\S+);\n\s+include \/etc\/nginx\/proxy\.inc;/g)];
  const targets = new Set(['http://$backend', 'http://$auth_server', 'http://$api_server']);
  assert.deepEqual(new Set(passes.map(([, to]) => to)), targets);
  assert.match(
    docker('nginx.conf'),
    /^map \$uri \$api_server \{\n {4}"~\^\/api\/auth\/" \$auth_server;\n {4}default \$backend;\n\}$/m,
  );
  assert.equal(passes.length, docker('nginx.conf').split('proxy_pass').length - 1);
});

test('an nginx that cannot follow names in a group asks for them with each request', () => {
  for (const [version, keeps] of /** @type {const} */ ([
    ['1.22.1', false],
    ['1.27.2', false],
    ['1.27.3', true],
    ['1.28.0', true],
    ['2.0.0', true],
  ])) {
    const groups = nginxSettings({}, version).file('upstreams.conf');
    assert.equal(groups.includes('upstream latch_backend'), keeps, version);
    assert.equal(groups.includes('default backend:3002'), !keeps, version);
  }
});

test('both gateways compress the same answers, and nothing else of the API', () => {
  const nginx = docker('nginx.conf');
  assert.equal([...nginx.matchAll(/^\s*gzip on;$/gm)].length, 1);
  assert.match(nginx, new RegExp(`^    location ${COMPRESSED_PATH} \\{[^}]*^        gzip on;$`, 'm'));
  assert.match(nginx, new RegExp(`^    gzip_min_length ${LEAST_LENGTH};$`, 'm'));
  assert.match(nginx, new RegExp(`^    gzip_comp_level ${GZIP.level};$`, 'm'));
  assert.match(nginx, new RegExp(`^    gzip_window ${2 ** (GZIP.windowBits - 10)}k;$`, 'm'));
  assert.match(nginx, new RegExp(`^    gzip_hash ${2 ** (GZIP.memLevel - 2)}k;$`, 'm'));
  // Each way to a stream, also when it is asked for again, and none else.
  const streams = [...nginx.matchAll(/location (\S+(?: \S+)?) \{[^}]*event-stream\.inc;/g)].map(([, place]) => place);
  assert.deepEqual(streams, ['~ ^/api/users/[^/]+/events$', '@stream-again']);
});

test('every file that nginx includes is written or copied', () => {
  nginxSettings({});
  for (const [, path = ''] of docker('nginx.conf').matchAll(/include (\S+);/g)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    assert.ok(existsSync(path.startsWith('/tmp/') ? join(folder, name) : join(root, 'docker', name)), path);
    if (!path.startsWith('/tmp/')) assert.ok(docker('Dockerfile').includes(` docker/${name} `), path);
  }
});
