import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';

interface NameCases {
  empty: [name: string, given: string][];
  kept: [name: string, given: string, kept: string][];
}

/** The test of the app's forms reads the same cases. */
const file = createRequire(import.meta.url).resolve('@latch/contracts/cases/names.json');
const { empty, kept } = JSON.parse(readFileSync(file, 'utf8')) as NameCases;

let stack: FakeStack;
beforeAll(async () => void (stack = await startFakeStack()));
afterAll(() => stack.close());

/** What has a title or a name: where it is made, and something of the kind, which can be renamed. */
const KINDS: Record<string, { field: string; make: (ada: Things) => Promise<{ id: string; more?: object }> }> = {
  todos: { field: 'title', make: (ada) => ada.todo() },
  projects: { field: 'name', make: (ada) => ada.project() },
  sections: {
    field: 'name',
    make: async (ada) => {
      const { id: projectId } = await ada.project();
      return { id: (await ada.section(projectId)).id, more: { projectId } };
    },
  },
  labels: { field: 'name', make: (ada) => ada.label() },
  filters: { field: 'name', make: async (ada) => ({ id: (await ada.filter()).id, more: { query: 'today' } }) },
};

describe.each(Object.entries(KINDS))('Among %s', (path, { field, make }) => {
  it.each(empty)('one called by %s is not made, and none is renamed so', async (_name, given) => {
    const ada = new Things(stack.newUser());
    const { id, more } = await make(ada);
    for (const call of [
      ada.user.post(`${ada.root}/${path}`, { ...more, [field]: given }),
      ada.user.patch(`${ada.root}/${path}/${id}`, { [field]: given }),
    ]) {
      const answer = await call.expect(422);
      const none = await ada.user.post(`${ada.root}/${path}`, { ...more, [field]: '' }).expect(422);
      expect(answer.body).toEqual(none.body);
      expect(Object.keys(answer.body.fields)).toEqual([field]);
    }
  });

  it.each(kept)('one called by %s is kept on one line', async (_name, given, expected) => {
    const ada = new Things(stack.newUser());
    const { id, more } = await make(ada);
    const renamed = await ada.user.patch(`${ada.root}/${path}/${id}`, { [field]: given }).expect(200);
    expect(renamed.body[field]).toBe(expected);
    const gone = await ada.user.delete(`${ada.root}/${path}/${id}`);
    expect([200, 204]).toContain(gone.status);
    const made = await ada.user.post(`${ada.root}/${path}`, { ...more, [field]: given }).expect(201);
    expect(made.body[field]).toBe(expected);
  });

  it('characters are counted once it is tidied', async () => {
    const ada = new Things(stack.newUser());
    const { id } = await make(ada);
    const name = `\u200b${' '.repeat(1_000)}${'x'.repeat(60)}\r\n${'\u2060'.repeat(1_000)}`;
    const answer = await ada.user.patch(`${ada.root}/${path}/${id}`, { [field]: name }).expect(200);
    expect(answer.body[field]).toBe('x'.repeat(60));
  });
});

describe('A search', () => {
  it.each(empty)('for %s is refused', async (_name, given) => {
    const ada = stack.newUser();
    const answer = await ada.get(`${ada.todos}/search?q=${encodeURIComponent(given)}`).expect(422);
    expect(Object.keys(answer.body.fields)).toEqual(['q']);
  });

  it('passes over what cannot be seen', async () => {
    const ada = stack.newUser();
    const { id } = await ada.has({ title: 'Water the ferns' });
    for (const q of [
      'ferns\u200b',
      '\ufeffwater\u00ad',
      'water \u2060 ferns',
      'water\r\nferns',
      '\u3164 ferns \ufe0f',
    ]) {
      const answer = await ada.get(`${ada.todos}/search?q=${encodeURIComponent(q)}`).expect(200);
      expect([q, answer.body.items.map((todo: { id: string }) => todo.id)]).toEqual([q, [id]]);
    }
  });
});
