import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVICES, compose, docker, inspectAll, inside, sql } from './stack.mjs';

const MEGABYTE = 1_000_000;

test('it was healthy within 60 s', () => {
  const seconds = Number(process.env.LATCH_COMPOSE_SECONDS);
  assert.ok(seconds > 0 && seconds < 60, `${seconds} s`);
});

for (const image of ['latch-gateway', 'latch-auth-server', 'latch-backend']) {
  test(`the image ${image} has less than 250 MB and is not root’s`, () => {
    const [size, user] = docker('image', 'inspect', '--format', '{{.Size}} {{.Config.User}}', image).split(' ');
    assert.ok(Number(size) < 250 * MEGABYTE, `${Math.round(Number(size) / MEGABYTE)} MB`);
    assert.match(user ?? '', /^(?:node|nginx|[1-9]\d*)$/);
  });
}

test('every container is confined: not root, nothing to write on, no capabilities, no way to gain rights', async () => {
  const containers = await inspectAll();
  assert.equal(containers.length, SERVICES.length + 2);
  for (const { Name, HostConfig: host, State: state } of containers) {
    assert.equal(host.ReadonlyRootfs, true, Name);
    assert.deepEqual(host.CapDrop, ['ALL'], Name);
    assert.equal(host.CapAdd, null, Name);
    assert.deepEqual(host.SecurityOpt, ['no-new-privileges:true'], Name);
    assert.ok(host.PidsLimit > 0 && host.Memory > 0, Name);
    assert.equal(state.OOMKilled, false, Name);
  }
});

for (const service of SERVICES) {
  test(`the processes of ${service} run as somebody without rights, and cannot write where they live`, async () => {
    assert.notEqual((await inside(service, 'id -u')).trim(), '0');
    const status = await inside(service, 'cat /proc/1/status');
    for (const line of ['CapEff:\t0000000000000000', 'CapPrm:\t0000000000000000', 'NoNewPrivs:\t1'])
      assert.ok(status.includes(line), line);
    assert.match(
      await inside(service, 'touch /written 2>&1; touch /usr/written 2>&1; true'),
      /Read-only file system[\s\S]*Read-only/,
    );
  });
}

test('only the gateway is published, on one port', async () => {
  for (const { Config: config, NetworkSettings: network } of await inspectAll()) {
    const published = Object.values(network.Ports).flat().filter(Boolean);
    const isGateway = config.Labels['com.docker.compose.service'] === 'gateway';
    assert.equal(new Set(published.map(({ HostPort }) => HostPort)).size, isGateway ? 1 : 0, config.Image);
  }
});

/** @param {string} service @param {string} script what its Node runs @returns {Promise<string>} */
const node = (service, script) => compose(['exec', '-T', service, 'node', '--input-type=module', '-e', script]);

/** Why a connection was refused, or "connected". @param {string} service @param {string} address an expression */
const connecting = (service, address) =>
  node(
    service,
    `import pg from 'pg'; const client = new pg.Client(${address});
     await client.connect().then(() => console.log('connected'), (error) => console.log(error.code)); await client.end();`,
  );

for (const [service, variables, own, other] of [
  ['auth-server', 'AUTH_DB', 'auth', 'todos'],
  ['backend', 'TODOS_DB', 'todos', 'auth'],
]) {
  test(`the role of ${service} reaches its own database and no other`, async () => {
    const env = `process.env.${variables}`;
    const to = (/** @type {string | undefined} */ database) =>
      `{ host: ${env}_HOST, user: ${env}_USER, password: ${env}_PASSWORD, database: '${database}' }`;
    assert.equal((await connecting(service ?? '', to(own))).trim(), 'connected');
    for (const name of [other, 'postgres', 'template1'])
      assert.equal((await connecting(service ?? '', to(name))).trim(), '28000', name);
  });
}

test('the roles are no more than owners of their databases, even by themselves', async () => {
  const rights = `rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls`;
  assert.equal(
    await sql('postgres', `select rolname, ${rights} from pg_roles where rolname in ('auth','todos') order by 1`),
    'auth|f\ntodos|f',
  );
  const reach = `select r, d from unnest(array['auth','todos']) r, unnest(array['auth','todos','postgres','template1']) d
    where has_database_privilege(r, d, 'connect') order by 1`;
  assert.equal(await sql('postgres', reach), 'auth|auth\ntodos|todos');
});

test('the superuser does not come in over the network', async () => {
  const answer = await connecting('backend', `'postgres://postgres:unused@postgres:5432/todos'`);
  assert.equal(answer.trim(), '28000');
});

test('no server carries a package manager or a compiler', async () => {
  for (const service of ['auth-server', 'backend'])
    assert.equal(
      (await inside(service, 'ls /latch/node_modules; command -v npm npx; true')).match(
        /^(?:typescript|vitest|jest|.*npm.*)$/m,
      ),
      null,
    );
});
