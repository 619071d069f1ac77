import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { root } from '../scripts/settings/settings.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-postgres-'));
/** What the images have as /var/lib/postgresql. */
const home = join(folder, 'home');
beforeEach(() => {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
});
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'docker-entrypoint.sh'), '#!/bin/sh\necho "started $1"\n', { mode: 0o755 });

/** Where an image of a major version keeps its databases, and which folder it declares to be a volume. */
const IMAGES = {
  17: { PGDATA: join(home, 'data'), declared: join(home, 'data') },
  18: { PGDATA: join(home, '18', 'docker'), declared: home },
};

/**
 * Runs docker/start-postgres.sh as the container does.
 * @param {17 | 18} version of the image
 * @param {string} VOLUME where the volume is mounted
 */
function start(version, VOLUME) {
  const { PGDATA, declared } = IMAGES[version];
  // Docker mounts a volume of its own where the image declares one, unless ours is there.
  const points = ['/', '/proc', ...new Set([declared, VOLUME])];
  writeFileSync(join(folder, 'mountinfo'), points.map((point) => `1 2 0:1 / ${point} rw - ext4 x rw\n`).join(''));
  const { status, stdout, stderr } = spawnSync('sh', [join(root, 'docker', 'start-postgres.sh'), 'postgres'], {
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      PG_MAJOR: String(version),
      PGDATA,
      VOLUME,
      POSTGRES_HOME: home,
      MOUNTS: join(folder, 'mountinfo'),
    },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

/** @param {string} data a folder with databases @param {number} version */
function databasesIn(data, version) {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'PG_VERSION'), `${version}\n`);
}

const STARTED = { status: 0, said: 'started postgres\n' };
const belowData = join(home, 'data');

test('a new volume is used where the image keeps its databases', () => {
  assert.deepEqual(start(17, belowData), STARTED);
  assert.deepEqual(start(18, home), STARTED);
});

test('databases of the image’s own version are used', () => {
  databasesIn(belowData, 17);
  assert.deepEqual(start(17, belowData), STARTED);
  rmSync(belowData, { recursive: true });
  databasesIn(IMAGES[18].PGDATA, 18);
  assert.deepEqual(start(18, home), STARTED);
});

test('databases of another version are named, wherever the volume is mounted, and nothing new is begun', () => {
  databasesIn(belowData, 17);
  for (const volume of [belowData, home]) {
    const { status, said } = start(18, volume);
    assert.equal(status, 1);
    assert.match(said, /holds databases of PostgreSQL 17, and this image is PostgreSQL 18/);
    assert.match(said, /POSTGRES_VERSION=17/);
  }
  rmSync(belowData, { recursive: true });
  // The volume of 17, mounted where 18 wants it.
  databasesIn(home, 17);
  assert.match(start(18, home).said, /POSTGRES_VERSION=17/);
  rmSync(join(home, 'PG_VERSION'));
  databasesIn(IMAGES[18].PGDATA, 18);
  assert.match(start(17, home).said, /POSTGRES_VERSION=18/);
});

test('a volume on which the image would not keep its databases is refused, with where it belongs', () => {
  assert.match(start(18, belowData).said, /would not be on the volume.*\n.*POSTGRES_VOLUME=\/var\/lib\/postgresql in/);
  assert.match(start(17, home).said, /would not be on the volume.*\n.*POSTGRES_VOLUME=\/var\/lib\/postgresql\/data in/);
  assert.equal(start(17, home).status, 1);
});

test('a volume that was refused can be used once it is mounted where it was said to be', () => {
  mkdirSync(join(belowData, 'data'), { recursive: true });
  assert.deepEqual(start(17, belowData), STARTED);
  assert.deepEqual(readdirSync(belowData), [], 'the empty folder that the image left there');
  writeFileSync(join(belowData, 'kept'), '');
  assert.deepEqual(start(17, belowData), STARTED);
  assert.deepEqual(readdirSync(belowData), ['kept']);
});

test('docker-compose.yml tells it where the volume is, and puts no password into an address', () => {
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const [, mounted] = /- data:(\S+)/.exec(compose) ?? [];
  const [, told] = /VOLUME: (\S+)/.exec(compose) ?? [];
  assert.equal(mounted, told);
  assert.match(mounted ?? '', /POSTGRES_VOLUME:-\/var\/lib\/postgresql\/data\}$/);
  assert.doesNotMatch(compose, /:\/\/\S*\$\{\w*PASSWORD/);
});
