import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { type Now, type SendAgain, look, onOthers, onTodos, send, steps } from '../support/random-changes.js';
import { Things } from '../support/things.js';

describe('Whatever is done', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack();
  });
  afterAll(() => stack.close());

  /** What undoing must bring back: everything but how often it was changed, and which key gives it its place. */
  function seen({ outline, open, all }: Now) {
    const lasting = <T extends object>(things: T[]) =>
      things.map((thing) => ({ ...thing, version: 0, updatedAt: '', position: '' }));
    const { projects, sections, labels, filters } = outline;
    return {
      projects: lasting(projects),
      // In their order within each project.
      sections: projects.map(({ id }) => lasting(sections.filter(({ projectId }) => projectId === id))),
      labels: lasting(labels),
      filters: lasting(filters),
      order: open.map(({ id }) => id),
      todos: lasting(all),
    };
  }

  async function begin(): Promise<Things> {
    const things = new Things(stack.newUser());
    const { id: projectId } = await things.project({ name: 'first' });
    await things.section(projectId, { name: 'first' });
    await things.label({ name: 'first' });
    for (const name of ['first', 'second']) await things.filter({ name });
    for (const title of ['one', 'two', 'three']) await things.todo({ title, projectId });
    return things;
  }

  it('is done once however often it is sent, taken back newest first to the first state, and made again to the last one', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const things = await begin();
        const before = (await things.user.get(`${things.root}/changes`)).body.items.length as number;
        const first = await look(things);
        let now = first;
        let changeId = '';
        const answered: SendAgain[] = [];
        for (const step of all) {
          const kinds = step.kind % 3 === 0 ? onOthers : onTodos;
          if (!step.along || !changeId) changeId = randomUUID();
          const again = await send(things, changeId, kinds[Math.floor(step.kind / 3) % kinds.length]!(now, step));
          if (again) answered.push(again);
          now = await look(things);
          if (step.again === null || answered.length === 0) continue;
          await answered[step.again % answered.length]!();
          expect(await look(things)).toEqual(now);
        }
        const changes = (await things.user.get(`${things.root}/changes`)).body.items as { id: string }[];
        const made = changes.slice(0, changes.length - before);
        for (const { id } of made) await things.undo(id).expect(200);
        expect(seen(await look(things))).toEqual(seen(first));
        for (const { id } of made.toReversed()) await things.redo(id).expect(200);
        expect(seen(await look(things))).toEqual(seen(now));
        for (const { id } of made) await things.undo(id).expect(200);
        expect(seen(await look(things))).toEqual(seen(first));
      }),
      { numRuns: Number(process.env.UNDO_RUNS ?? 20), endOnFailure: false, interruptAfterTimeLimit: 500_000 },
    );
  });
});
