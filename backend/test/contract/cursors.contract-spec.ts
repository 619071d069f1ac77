import * as fc from 'fast-check';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { Things } from '../support/things.js';

const CURSORS_EACH = 1_000;
/** Asked at once. */
const LANES = 8;

let stack: FakeStack;
let ada: Things;
/** Every list that has pages, by its address without a query's end. */
const lists: Record<string, string> = {};

beforeAll(async () => {
  stack = await startFakeStack();
  ada = new Things(stack.newUser());
  const { id: projectId } = await ada.project();
  const { id: sectionId } = await ada.section(projectId);
  const { id: labelId } = await ada.label();
  const todos = [];
  for (let n = 0; n < 3; n++) {
    todos.push(await ada.todo({ labelIds: [labelId] }));
    await ada.todo({ projectId, sectionId });
    await ada.user.has({ completed: true });
    const { id } = await ada.todo();
    await ada.user.delete(`${ada.user.todos}/${id}`).expect(204);
  }
  for (const title of ['a', 'b', 'c']) await ada.user.patch(`${ada.user.todos}/${todos[0]!.id}`, { title }).expect(200);
  Object.assign(lists, {
    'all todos': 'todos?',
    'completed todos': 'todos?status=completed&order=oldest&',
    'the Inbox': 'projects/inbox/todos?',
    'a section': `projects/${projectId}/todos?sectionId=${sectionId}&`,
    'a label': `labels/${labelId}/todos?`,
    'a history': `history?entityId=${todos[0]!.id}&`,
    Trash: 'trash?',
  });
});
afterAll(() => stack.close());

const NUMBERS = [
  ...'0 -0 -1 +1 01 1.5 1e3 1e309 0x10 NaN Infinity 253402300799999 253402300800000 8640000000000000'.split(' '),
  ...'8640000000000001 2147483647 2147483648 9223372036854775807 9223372036854775808'.split(' '),
  ...[9, 14, 15, 18, 300].map((digits) => '9'.repeat(digits)),
];
const TEXTS = [
  ...'null undefined % {} [] é 🌿 \ufdfa \ud800 0000-01-01 294277-01-01T00:00:00Z'.split(' '),
  ...Array.from(' \t\0\n'),
  ...[36, 200, 201, 500].map((length) => 'a'.repeat(length)),
  ...['0', 'f', 'F'].map((digit) => [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-')),
  '',
  "' OR 1=1 --",
];
const edges = fc.constantFrom(...NUMBERS, ...TEXTS);
const encoded = (text: string) => Buffer.from(text).toString('base64url');

/** Without all that a test's client does besides, as there are thousands of them. */
async function read(path: string): Promise<{ status: number; body: { fields?: object } }> {
  const answer = await fetch(`${stack.url}${path}`, { headers: { cookie: ada.user.cookie } });
  return { status: answer.status, body: (await answer.json()) as { fields?: object } };
}

/** A real cursor with something wrong, something random, or edge values where its parts were. */
function cursorsLike(real: string): fc.Arbitrary<string> {
  const parts = Buffer.from(real, 'base64url')
    .toString()
    .split(/(?<=[\t ])/);
  const at = fc.nat(real.length - 1);
  const replaced = fc
    .tuple(fc.nat(parts.length - 1), edges)
    .map(([index, edge]) => parts.map((part, n) => (n === index ? edge + part.slice(part.trimEnd().length) : part)));
  return fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
    edges,
    fc.tuple(at, fc.string({ unit: 'binary', maxLength: 3 })).map(([n, s]) => real.slice(0, n) + s + real.slice(n + 1)),
    fc.tuple(at, at).map(([from, to]) => real.slice(from, to)),
    fc.tuple(edges, fc.boolean()).map(([more, before]) => (before ? more + real : real + more)),
    { arbitrary: replaced.map((changed) => encoded(changed.join(''))), weight: 6 },
    fc.array(edges, { maxLength: 6 }).map((some) => encoded(parts[0] + some.join(' '))),
  );
}

/** Whether it is in the one spelling that cursors are given out in. */
const isSpeltRight = (cursor: string) => encoded(Buffer.from(cursor, 'base64url').toString()) === cursor;

describe.each(['all todos', 'completed todos', 'the Inbox', 'a section', 'a label', 'a history', 'Trash'])(
  '%s',
  (name) => {
    it(`${CURSORS_EACH} cursors that were not given out: each is refused, or a place in the list`, async () => {
      const path = `${ada.root}/${lists[name]}`;
      const real = (await ada.user.get(`${path}limit=1`).expect(200)).body.nextCursor as string;
      await ada.user.get(`${path}cursor=${real}`).expect(200);
      const cursors = fc.sample(cursorsLike(real), { numRuns: CURSORS_EACH, seed: 13 });
      const counts = { 200: 0, 422: 0 };
      const ask = async () => {
        for (let cursor = cursors.pop(); cursor !== undefined; cursor = cursors.pop()) {
          // What has no encoding goes out as the sign for it.
          const { status, body } = await read(`${path}limit=2&cursor=${encodeURIComponent(cursor.toWellFormed())}`);
          expect([cursor, status]).toEqual([cursor, status === 200 && isSpeltRight(cursor) ? 200 : 422]);
          if (status === 422) expect(Object.keys(body.fields ?? {})).toEqual(['cursor']);
          counts[status as 200 | 422]++;
        }
      };
      await Promise.all(Array.from({ length: LANES }, ask));
      expect(counts[200] + counts[422]).toBe(CURSORS_EACH);
      expect(counts[422]).toBeGreaterThan(CURSORS_EACH / 2);
    });
  },
);
