import type { components } from '@latch/contracts/latch';
import type { EventListener } from '@latch/test-kit/event-listener';
import type { Outline, Project, Section, Things, Todo } from './things.js';

type Schemas = components['schemas'];
type SyncPage = Schemas['SyncPage'];
type ToldChanges = Schemas['ToldChanges'];
type SyncedTodo = Schemas['SyncedTodo'];
type OpenTodo = Pick<SyncedTodo, 'id' | 'projectId' | 'sectionId' | 'parentId' | 'position'>;
type Kept = { id: string; deletedAt: string | null; deletedWith: string | null };

const byPlace = (one: { position: string; id: string }, other: { position: string; id: string }) =>
  compare(one.position, other.position) || compare(one.id, other.id);
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** A copy of somebody's things, kept by the feed alone as an app on a device would keep it. */
export class Device {
  revision = '0';
  resets = 0;
  /** How often it took what a stream told, and read what it had to ask for after a wake-up. */
  readonly taken = { told: 0, read: 0 };
  private things = new Map<string, Kept>();
  private heard = 0;

  constructor(private readonly owner: Things) {}

  /** Reads one page. @returns whether there is another one behind it */
  async readPage(limit = 500): Promise<boolean> {
    const { root, user } = this.owner;
    const { body } = await user.get(`${root}/sync?since=${this.revision}&limit=${limit}`).expect(200);
    this.apply(body as SyncPage);
    return (body as SyncPage).more;
  }

  async readAll(limit?: number): Promise<this> {
    while (await this.readPage(limit));
    return this;
  }

  /** Takes what the events say that came since the last time, in their order, and reads where that does not do. */
  async hear({ events }: EventListener): Promise<void> {
    while (this.heard < events.length) {
      const { event, data } = events[this.heard++]!;
      if (event === 'changes') this.take(JSON.parse(data) as ToldChanges);
      else if (isBehind(this.revision, data)) {
        this.taken.read += 1;
        await this.readAll();
      }
    }
  }

  /** Never gets the events that came since the last time. */
  miss({ events }: EventListener): void {
    this.heard = events.length;
  }

  private take({ since, page }: ToldChanges): void {
    if (isBehind(this.revision, since) || isBehind(page.revision, this.revision)) return;
    this.taken.told += 1;
    this.apply(page);
  }

  /** All that the copy has, in one order. Labels that are gone may be on a todo that did not change since, and do not count. */
  get all(): Kept[] {
    const known = ({ labelIds, ...thing }: Kept & { labelIds?: string[] }) =>
      labelIds ? { ...thing, labelIds: labelIds.filter((id) => this.things.has(`label ${id}`)) } : thing;
    return [...this.things].sort(([one], [other]) => compare(one, other)).map(([, thing]) => known(thing));
  }

  /** What the API would list of it: lists, todos, their order, and Trash. */
  view() {
    const labels = this.there<Schemas['SyncedLabel']>('label');
    const known = new Set(labels.map(({ id }) => id));
    const todos = this.there<SyncedTodo>('todo').map((todo) => ({
      ...todo,
      labelIds: todo.labelIds.filter((id) => known.has(id)),
    }));
    const projects = inOrder(this.there<Schemas['SyncedProject']>('project'));
    const sections = this.there<Schemas['SyncedSection']>('section').sort(byPlace);
    const open = todos.filter(({ completedAt }) => completedAt === null);
    return {
      projects,
      sections,
      labels: labels.sort((one, other) => compare(one.id, other.id)),
      filters: this.there<Schemas['SyncedSavedFilter']>('filter').sort(byPlace),
      todos: todos.sort((one, other) => compare(one.id, other.id)),
      order: projects.flatMap(({ id }) => orderOf(id, sections, open)),
      trash: this.trash(),
    };
  }

  private apply({ reset, gone, revision, projects, sections, labels, filters, todos }: SyncPage): void {
    if (reset) {
      this.things.clear();
      this.resets++;
    }
    for (const { entity, id } of gone) this.things.delete(`${entity} ${id}`);
    const lists = { project: projects, section: sections, label: labels, filter: filters, todo: todos };
    for (const [entity, list] of Object.entries(lists))
      for (const thing of list) this.things.set(`${entity} ${thing.id}`, thing);
    this.revision = revision;
  }

  private there<T extends Kept>(entity: string): Omit<T, 'deletedAt' | 'deletedWith'>[] {
    const all = [...this.things].filter(([key, { deletedAt }]) => key.startsWith(`${entity} `) && deletedAt === null);
    return all.map(([, { deletedAt: _at, deletedWith: _with, ...thing }]) => thing) as never;
  }

  private trash(): string[] {
    const roots = [...this.things.values()].filter(({ id, deletedWith }) => id === deletedWith);
    return roots.sort((a, b) => compare(b.deletedAt!, a.deletedAt!) || compare(b.id, a.id)).map(({ id }) => id);
  }
}

const isBehind = (one: string, other: string) => BigInt(one) < BigInt(other);

/** What the API lists, in the shape of `Device.view`. */
export async function listed(things: Things) {
  const { user, root } = things;
  const get = async (path: string) => (await user.get(`${root}/${path}`).expect(200)).body;
  const { projects, sections, labels, filters } = (await get('outline')) as Outline;
  const order: string[] = [];
  for (const { id } of projects) order.push(...(await things.todosOf(id)).map((todo) => todo.id));
  const { items: todos } = (await get('todos?limit=200')) as { items: Todo[] };
  const { items: trash } = (await get('trash?limit=200')) as { items: { id: string }[] };
  return {
    projects,
    sections: [...sections].sort(byPlace),
    labels: [...labels].sort((one, other) => compare(one.id, other.id)),
    filters,
    todos: todos.sort((one, other) => compare(one.id, other.id)),
    order,
    trash: trash.map(({ id }) => id),
  };
}

/** The Inbox, then every parent before what is in it. Archived ones too. */
function inOrder<P extends Pick<Project, 'id' | 'parentId' | 'position' | 'inbox'>>(projects: P[]): P[] {
  const below = (parent: string | null): P[] =>
    projects
      .filter(({ parentId }) => parentId === parent)
      .sort((one, other) => Number(other.inbox) - Number(one.inbox) || byPlace(one, other))
      .flatMap((project) => [project, ...below(project.id)]);
  return below(null);
}

/** The open todos of a project: those outside of sections, then section by section, each followed by its subtasks. */
function orderOf(projectId: string, sections: Pick<Section, 'id' | 'projectId'>[], open: OpenTodo[]): string[] {
  const inSection = [null, ...sections.filter((one) => one.projectId === projectId).map(({ id }) => id)];
  const below = (parent: string | null, section: string | null): string[] =>
    open
      .filter((todo) => todo.projectId === projectId && todo.sectionId === section && todo.parentId === parent)
      .sort(byPlace)
      .flatMap(({ id }) => [id, ...below(id, section)]);
  return inSection.flatMap((section) => below(null, section));
}
