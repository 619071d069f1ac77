import { v7 as uuidV7 } from 'uuid';
import { Change } from '../../src/history/change.js';
import { ChangeService } from '../../src/history/change.service.js';
import type { Transaction } from '../../src/history/transaction.js';
import { HistoryRepository } from '../../src/history/history.repository.js';
import { LabelRepository } from '../../src/labels/label.repository.js';
import { ProjectRepository } from '../../src/projects/project.repository.js';
import { SectionRepository } from '../../src/projects/section.repository.js';
import { SavedFilterRepository } from '../../src/saved-filters/saved-filter.repository.js';
import { TrashRepository } from '../../src/trash/trash.repository.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { plansOf } from '../support/plans.js';

/** Of 40 people: 10,000 todos, every fifth deleted, a third of those along with another; 10,000 changes of two events. */
const SEED = [
  `INSERT INTO projects (user_id, id, name, position)
   SELECT 'user-' || n % 40, gen_random_uuid(), 'p', 'a' || n FROM generate_series(1, 2000) n`,
  `INSERT INTO sections (user_id, id, project_id, name, position, deleted_at)
   SELECT user_id, gen_random_uuid(), id, 's', 'a0', CASE WHEN random() < 0.3 THEN now() END FROM projects`,
  `INSERT INTO labels (user_id, id, name)
   SELECT 'user-' || n % 40, gen_random_uuid(), 'l' || n FROM generate_series(1, 2000) n`,
  `INSERT INTO filters (user_id, id, name, query, position)
   SELECT 'user-' || n % 40, gen_random_uuid(), 'f' || n, 'today', 'a' || n FROM generate_series(1, 2000) n`,
  `INSERT INTO todos (user_id, id, title, project_id, position, create_digest, completed_at, deleted_at, deleted_with)
   SELECT user_id, id, 't', gen_random_uuid(), 'a0', '', CASE WHEN n % 3 = 0 THEN now() END,
     CASE WHEN n % 5 = 0 THEN now() - n * interval '1 minute' END,
     CASE WHEN n % 5 = 0 THEN CASE WHEN n % 3 = 0 THEN gen_random_uuid() ELSE id END END
   FROM (SELECT 'user-' || n % 40 AS user_id, gen_random_uuid() AS id, n FROM generate_series(1, 10000) n) AS numbered`,
  `INSERT INTO todo_labels SELECT user_id, id, (SELECT id FROM labels WHERE labels.user_id = todos.user_id LIMIT 1)
   FROM todos`,
  `INSERT INTO events SELECT 'user-' || n % 40, n, seq, gen_random_uuid(), now() - n * interval '1 minute', 'change', NULL,
     'todo', gen_random_uuid(), 't', 'title', '1', '2'
   FROM generate_series(1, 10000) n, generate_series(0, 1) seq`,
  // The planner goes by statistics and by what vacuum has seen, as it does on a server that has run for a while.
  'VACUUM (ANALYZE)',
];

describe('The statements of Trash, history and the outline', () => {
  let backend: ScratchApp;

  beforeAll(async () => {
    backend = await createScratchApp();
    await backend.seed(SEED);
  });
  afterAll(() => backend.close());

  const userId = 'user-7';
  const now = new Date().toISOString();
  const place = { deletedAt: now, id: uuidV7() };
  const change = () =>
    new Change({ transaction: { manager: backend.database.manager, revision: '1' } as Transaction, userId });
  const trash = () => backend.app.get(TrashRepository);
  const filters = () => backend.app.get(SavedFilterRepository);
  const history = () => backend.app.get(HistoryRepository);

  it.each<[string, () => Promise<unknown>]>([
    ['a page of Trash', () => trash().list(userId, 51)],
    ['a page of Trash after a cursor', () => trash().list(userId, 51, place)],
    ['an entry of Trash', () => trash().find(change(), uuidV7())],
    ['what is to be emptied', () => trash().someUntil(change(), now, 500)],
    ['what an id is of', () => trash().findLiving(change(), uuidV7())],
    ['a project put away', () => trash().putAway(change(), 'project', 'id', [uuidV7()], uuidV7())],
    ['its sections put away', () => trash().putAway(change(), 'section', 'project_id', [uuidV7()], uuidV7())],
    ['its sections counted', () => trash().countSections(userId, [uuidV7()])],
    ['a project brought back', () => trash().bringBack(change(), 'project', uuidV7())],
    ['a project put at the top', () => trash().liftProject(change(), uuidV7())],
    ['a section given another project', () => trash().rehomeSection(change(), uuidV7(), uuidV7())],
    ['something removed', () => trash().remove(change(), [uuidV7()])],
    ['sections to be purged', () => trash().aged('section', 300, 500)],
    ['sections purged', () => trash().purge(change(), 'section', [uuidV7()], 300)],
    ['labels purged', () => trash().purge(change(), 'label', [uuidV7()], 300)],
    ['filters to be purged', () => trash().aged('filter', 300, 500)],
    ['filters purged', () => trash().purge(change(), 'filter', [uuidV7()], 300)],
    ['the history of a thing', () => history().ofEntity(userId, uuidV7(), 51)],
    [
      'the history of a thing after a cursor',
      () => history().ofEntity(userId, uuidV7(), 51, { revision: '9', seq: 1 }),
    ],
    ['the last changes', () => history().lastChanges(userId, 50)],
    ['what a change id stands for', () => history().find(userId, uuidV7())],
    ['every turn of a change', () => history().turnsOf(change(), uuidV7())],
    ['the events of a change', () => history().eventsOf(change(), '47')],
    ['whether something was moved since', () => history().wasPlacedSince(change(), uuidV7(), '7')],
    [
      'whether something was deleted besides a change',
      () => history().isDeletedBesides(change(), uuidV7(), { id: uuidV7(), field: 'due' }),
    ],
    ['history purged', () => history().purge(300, 500)],
    ['the projects', () => backend.app.get(ProjectRepository).all(userId)],
    ['the sections', () => backend.app.get(SectionRepository).all(userId)],
    ['the sections of a project', () => backend.app.get(SectionRepository).ofProject(change(), uuidV7())],
    ['the labels', () => backend.app.get(LabelRepository).all(userId)],
    ['the filters', () => filters().all(userId)],
    ['filters of a page', () => filters().page(userId, 500)],
    ['filters of some ids', () => filters().findAll(userId, [uuidV7()])],
    ['filters of a name', () => filters().withName(change(), 'f7')],
  ])('%s: by an index, never row after row', async (_name, work) => {
    const plans = await plansOf(backend.database, work);
    expect(new Set(plans.map(({ statement }) => statement)).size).toBe(1);
    for (const { text } of plans) expect(text).not.toContain('Seq Scan');
  });

  it('whether a request was carried out: by the index of changes, in the key of which is its owner', async () => {
    const named = { id: uuidV7(), key: uuidV7() };
    const work = () => backend.app.get(ChangeService).run({ userId }, named, () => Promise.resolve());
    const looks = (await plansOf(backend.database, work)).filter(({ statement }) =>
      statement.includes('request_key = $3'),
    );
    const given = [userId, named.id, named.key];
    expect(looks.map(({ parameters }) => parameters)).toEqual([given, given]);
    for (const { text } of looks)
      expect(text).toMatch(
        /Index Scan using events_of_change on events .*\n *Index Cond: \(.*user_id = .*change_id = /,
      );
  });
});
