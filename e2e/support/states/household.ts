import { TodosPage } from '../todos-page.js';
import type { StateContext } from './state.js';

/** Something of everything: projects, sections, labels, todos with all that can be known of them, Trash. */
export function makeHousehold({ latch: { outline, lists, store } }: StateContext) {
  /** As one change, of which the history tells. */
  const make = <Made>(work: () => Made) => store.record(crypto.randomUUID(), work);
  const home = make(() => outline.createProject({ name: 'Home', colour: 'green' }));
  const renovation = make(() => outline.createProject({ name: 'Renovation', colour: 'orange', layout: 'board' }));
  make(() => outline.createProject({ name: 'Kitchen', colour: 'red', parentId: renovation.id }));
  const label = make(() => outline.createLabel({ name: 'waiting', colour: 'purple' }));
  for (const { id: projectId } of [home, renovation]) {
    const section = make(() => outline.createSection({ name: 'This week', projectId }));
    const painting = make(() => lists.create({ title: 'Paint the door', sectionId: section.id, priority: 2 }));
    make(() => lists.create({ title: 'Sand it first', parentId: painting.id }));
    make(() => lists.create({ title: 'Order tiles', projectId, labelIds: [label.id], due: '2020-02-28' }));
  }
  const ferns = make(() => lists.create({ title: 'Water the ferns' }));
  const key = make(() => lists.create({ title: 'Ask about the key' }));
  const thrown = make(() => lists.create({ title: 'Throw this away' }));
  const train = make(() =>
    lists.create({
      title: 'Book the train',
      notes:
        'A **window** seat, see [the plan](https://example.com/plan)\n\n- [ ] two bicycles\n- [x] the dates\n\n`code`',
      priority: 1,
      due: '2030-01-05',
      labelIds: [label.id],
    }),
  );
  make(() => lists.create({ title: 'Look up the connection', parentId: train.id, priority: 3 }));
  make(() => lists.update(ferns.id, { completed: true, notes: 'With rain water' }));
  make(() => lists.remove([thrown.id]));
  return { home, renovation, label, train, key };
}

/** Opens the Inbox with all of it. */
export async function openInbox(context: StateContext) {
  const household = makeHousehold(context);
  const app = new TodosPage(context.page);
  await app.open();
  await app.latch('Book the train').waitFor();
  return { app, ...household };
}

/** Opens the panel of the todo that has everything. */
export async function openPanel(context: StateContext) {
  const household = makeHousehold(context);
  const app = new TodosPage(context.page);
  await app.open(`/inbox?todo=${household.train.id}`);
  const panel = app.panelOf('Book the train');
  await panel.subtasks.waitFor();
  await panel.panel.getByText('window').waitFor();
  return { app, panel, ...household };
}
