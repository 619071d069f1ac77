import { TodosPage } from '../todos-page.js';
import type { StateContext } from './state.js';

/** Something of everything: projects, sections, labels, todos with all that can be known of them, Trash. */
export async function makeHousehold({ todos }: StateContext) {
  const home = await todos.addProject({ name: 'Home', colour: 'green' });
  const renovation = await todos.addProject({ name: 'Renovation', colour: 'orange', layout: 'board' });
  await todos.addProject({ name: 'Kitchen', colour: 'red', parentId: renovation.id });
  const label = await todos.addLabel({ name: 'waiting', colour: 'purple' });
  for (const { id: projectId } of [home, renovation]) {
    const section = await todos.addSection({ name: 'This week', projectId });
    const painting = await todos.create({ title: 'Paint the door', sectionId: section.id, priority: 2 });
    await todos.create({ title: 'Sand it first', parentId: painting.id });
    await todos.create({ title: 'Order tiles', projectId, labelIds: [label.id], due: '2020-02-28' });
  }
  const [ferns, key] = await todos.add('Water the ferns', 'Ask about the key', 'Throw this away');
  const train = await todos.create({
    title: 'Book the train',
    notes:
      'A **window** seat, see [the plan](https://example.com/plan)\n\n- [ ] two bicycles\n- [x] the dates\n\n`code`',
    priority: 1,
    due: '2030-01-05',
    labelIds: [label.id],
  });
  await todos.create({ title: 'Look up the connection', parentId: train.id, priority: 3 });
  await todos.change(ferns!, { completed: true, notes: 'With rain water' });
  await todos.remove((await todos.all()).find(({ title }) => title === 'Throw this away')!);
  return { home, renovation, label, train, key: key! };
}

/** Opens the Inbox with all of it. */
export async function openInbox(context: StateContext) {
  const household = await makeHousehold(context);
  const app = new TodosPage(context.page);
  await app.open();
  await app.latch('Book the train').waitFor();
  return { app, ...household };
}

/** Opens the panel of the todo that has everything. */
export async function openPanel(context: StateContext) {
  const household = await makeHousehold(context);
  const app = new TodosPage(context.page);
  await app.open(`/inbox?todo=${household.train.id}`);
  const panel = app.panelOf('Book the train');
  await panel.subtasks.waitFor();
  await panel.panel.getByText('window').waitFor();
  return { app, panel, ...household };
}
