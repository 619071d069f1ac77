import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import { Client } from 'pg';
import type { Change } from '../../src/history/change.js';
import { ChangeService } from '../../src/history/change.service.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';

const WAITING = `SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted
  AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;

let backend: ScratchApp;
let observer: Client;
beforeAll(async () => {
  backend = await createScratchApp();
  observer = new Client(backend.databaseUrl);
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await backend.close();
});

/** A database that serves one connection after the other keeps its own line, and answers nobody in between. */
const isEmbedded = async () =>
  (await observer.query<{ version: string }>('SELECT version()')).rows[0]!.version.includes('PGlite');

async function untilSoManyWait(count: number): Promise<void> {
  while ((await observer.query<{ count: number }>(WAITING)).rows[0]!.count < count) await pause(5);
}

describe('Changes of one person', () => {
  it('that wait for each other are made in the order in which they came', async () => {
    const changes = backend.app.get(ChangeService);
    const ada = { userId: randomUUID(), email: 'ada@example.com', name: null };
    const embedded = await isEmbedded();
    const made: number[] = [];
    let end = () => {};
    const all: Promise<unknown>[] = [];
    const first = new Promise<void>((began) => {
      all.push(
        changes.run(ada, undefined, async () => {
          began();
          await new Promise<void>((resolve) => (end = resolve));
        }),
      );
    });
    await first;
    const coming = [0, 1, 2, 3, 4, 5, 6, 7];
    for (const n of coming) {
      all.push(changes.run(ada, undefined, async () => void made.push(n)));
      if (!embedded) await untilSoManyWait(n + 1);
    }
    end();
    await Promise.all(all);
    expect(embedded ? made.toSorted((a, b) => a - b) : made).toEqual(coming);
  });

  it.each([
    ['is committed', async () => {}],
    ['goes on', async (change: Change) => change.manager.query('SELECT 1')],
    ['goes on as if nothing had failed', async (change: Change) => change.manager.query('SELECT 1').catch(() => {})],
  ])('fails by what failed when it %s after it, and changes nothing', async (_what, goOn) => {
    const ada = { userId: randomUUID(), email: 'ada@example.com', name: null };
    const changes = backend.app.get(ChangeService);
    const revisions = () => observer.query('SELECT revision FROM owners WHERE user_id = $1', [ada.userId]);
    const change = changes.run(ada, undefined, async (change) => {
      const wrong = { entity: 'todo', entityId: 'no id', title: '', field: 'title', before: 1, after: 2 } as const;
      await change.write('nothing AS (SELECT 1)', [], [wrong]);
      await goOn(change);
    });
    await expect(change).rejects.toMatchObject({ code: '22P02' });
    expect((await revisions()).rows).toEqual([]);
    await changes.run(ada, undefined, async () => {});
    expect((await revisions()).rows).toEqual([{ revision: '1' }]);
  });

  it('one that fails by a mistake of ours says so, is taken back, and is no outage', async () => {
    const changes = backend.app.get(ChangeService);
    const ada = { userId: randomUUID() };
    const mistake = new Error('invalid order key head: ~');
    await expect(changes.run(ada, undefined, () => Promise.reject(mistake))).rejects.toBe(mistake);
    expect((await observer.query('SELECT FROM owners WHERE user_id = $1', [ada.userId])).rowCount).toBe(0);
  });

  it('one that waits too long for its turn is refused as an outage, and the next one is made', async () => {
    const hasty = await createTestApp({
      variables: { TODOS_DATABASE_URL: backend.databaseUrl, DATABASE_TIMEOUT_MS: '1500' },
    });
    const grace = { userId: "it's \\ grace", email: 'grace@example.com', name: null };
    const run = (app: TestApp, work: () => Promise<void>) =>
      app.app.get(ChangeService).run(grace, undefined, async ({ revision }) => {
        await work();
        return revision;
      });
    let end = () => {};
    let first: Promise<string> | undefined;
    await new Promise<void>((began) => {
      first = run(backend, async () => {
        began();
        await new Promise<void>((resolve) => (end = resolve));
      });
    });
    await expect(run(hasty, async () => {})).rejects.toThrow(StoreUnavailableError);
    end();
    expect(await first).toBe('1');
    expect(await run(hasty, async () => {})).toBe('2');
    await hasty.close();
  });
});
