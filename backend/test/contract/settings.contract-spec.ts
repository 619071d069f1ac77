import { EventListener } from '@latch/test-kit/event-listener';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';
import type { TodoUser } from '../support/todo-user.js';

let stack: FakeStack;
let ada: TodoUser;
let root: string;

beforeAll(async () => {
  stack = await startFakeStack();
});
beforeEach(() => {
  ada = stack.newUser();
  ({ root } = new Things(ada));
});
afterAll(() => stack.close());

const DEFAULTS = { timeZone: null, dayStart: 0, weekStart: 1 };
const set = (wanted: object) => ada.patch(`${root}/settings`, wanted);
const read = async () => (await ada.get(`${root}/settings`).expect(200)).body as object;
const synced = async (since = '0') => (await ada.get(`${root}/sync?since=${since}`).expect(200)).body;

describe('Settings', () => {
  it('have defaults, also for somebody who never changed anything', async () => {
    expect(await read()).toEqual(DEFAULTS);
    expect((await synced()).settings).toEqual(DEFAULTS);
  });

  it('change by what is given, and are on every page of the feed and in the export', async () => {
    expect((await set({ timeZone: 'America/Argentina/Buenos_Aires' }).expect(200)).body).toEqual({
      ...DEFAULTS,
      timeZone: 'America/Argentina/Buenos_Aires',
    });
    const settings = { timeZone: 'Europe/Lisbon', dayStart: 4, weekStart: 7 };
    expect((await set(settings).expect(200)).body).toEqual(settings);
    expect(await read()).toEqual(settings);
    const whole = await synced();
    expect(whole.settings).toEqual(settings);
    const { revision } = (await set({ timeZone: null }).expect(200)).headers as { revision: string };
    expect(await synced(whole.revision)).toMatchObject({
      revision,
      settings: { ...settings, timeZone: null },
      todos: [],
    });
    expect((await ada.get(`${root}/export`).expect(200)).body.settings).toEqual({ ...settings, timeZone: null });
  });

  it('wake the other devices', async () => {
    await synced();
    const listener = await EventListener.open(`${stack.url}${root}/events`, { cookie: ada.cookie });
    const answer = await set({ dayStart: 5 }).expect(200);
    await listener.until(({ last }) => last === answer.get('revision'));
    expect(listener.changes.at(-1)).toMatchObject({ page: { settings: { dayStart: 5 }, todos: [] } });
    listener.close();
  });

  it('are each their own', async () => {
    await set({ dayStart: 4 }).expect(200);
    const grace = stack.newUser();
    expect((await grace.get(`/api/users/${grace.id}/settings`).expect(200)).body).toEqual(DEFAULTS);
    await grace.patch(`${root}/settings`, { dayStart: 1 }).expect(403);
    await grace.get(`${root}/settings`).expect(403);
  });

  it.each<[string, unknown]>([
    ['timeZone', 'Europe/Nowhere'],
    ['timeZone', '+01:00'],
    ['timeZone', ''],
    ['timeZone', 1],
    ['timeZone', `Europe/${'x'.repeat(70)}`],
    ['dayStart', -1],
    ['dayStart', 24],
    ['dayStart', 4.5],
    ['dayStart', null],
    ['weekStart', 0],
    ['weekStart', 8],
    ['theme', 'dark'],
  ])('refuse for %s %j, and change nothing', async (name, value) => {
    const { body } = await set({ weekStart: 3, [name]: value }).expect(422);
    expect(Object.keys(body.fields)).toEqual([name]);
    expect(await read()).toEqual(DEFAULTS);
  });

  it('refuse nothing at all', async () => {
    expect((await set({}).expect(422)).body.error_code).toBe('VALIDATION_FAILED');
  });
});
