import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { answerCases, streamCases } from '@latch/test-kit/gateway-cases';
import { ask, compose, docker, inside, signUp, until, url } from './stack.mjs';

const project = process.env.LATCH_COMPOSE_PROJECT ?? '';
const container = `${project}-fake-api`;
let keepsConnections = false;

/** In the place of both servers, whose names lead to it now. */
before(async () => {
  await compose(['stop', 'auth-server', 'backend']);
  const file = fileURLToPath(import.meta.resolve('@latch/test-kit/fake-api'));
  const aliases = ['--network-alias', 'auth-server', '--network-alias', 'backend'];
  const command = ['-v', `${file}:/fake-api.mjs:ro`, 'latch-backend', 'node', '/fake-api.mjs', '3001', '3002'];
  docker('run', '--detach', '--name', container, '--network', `${project}_front`, ...aliases, ...command);
  await until(
    () => ask('/api/fake/streams'),
    ({ status }) => status === 200,
  );
  // An older nginx cannot, see docker/gateway-settings.sh.
  keepsConnections = (await inside('gateway', 'cat /tmp/upstreams.conf')).includes('keepalive');
});
after(async () => {
  docker('rm', '--force', container);
  await compose(['start', 'auth-server', 'backend']);
  await until(
    () => ask('/api/auth/get-session'),
    ({ status }) => status === 200,
  );
  // The gateway and the backend each have to find the servers again, whose addresses have changed.
  const { cookie, userId } = await signUp();
  await until(
    () => ask(`/api/users/${userId}/todos`, { cookie }),
    ({ status }) => status === 200,
  );
});

for (const [name, check] of Object.entries({ ...answerCases, ...streamCases }))
  test(name, () => check({ url, keepsConnections, quietMs: 17_000 }));
