import type { QueryClient } from '@tanstack/react-query';
import { quote } from '../../shared/ui/quote';
import type { ChangeSpec } from '../changes/change-spec';
import { TodoCache } from '../todos/todo-cache';
import type { Outline } from './outline';
import { changed, setOutline, withAgain, withoutIds } from './outline-changes';
import { outlineQueries } from './outline-queries';

type Kind = 'projects' | 'sections' | 'labels';
type Item<K extends Kind> = Outline[K][number];
const ONE: Record<Kind, string> = { projects: 'project', sections: 'section', labels: 'label' };

/** Changes of projects, sections and labels, as the outline shows them. */
export class OutlineSpecs {
  constructor(
    private readonly client: QueryClient,
    private readonly userId: string,
  ) {}

  outline(): Outline | undefined {
    return this.client.getQueryData(outlineQueries.outline(this.userId).queryKey);
  }

  find<K extends Kind>(kind: K, id: string): Item<K> | undefined {
    const items: readonly Item<K>[] | undefined = this.outline()?.[kind];
    return items?.find((item) => item.id === id);
  }

  create<K extends Kind>(
    kind: K,
    item: Item<K>,
    put: (outline: Outline) => Outline,
    send: ChangeSpec<Item<K>>['send'],
  ): ChangeSpec<Item<K>> {
    return {
      announce: `Added the ${ONE[kind]} ${quote(item.name)}.`,
      fails: `The ${ONE[kind]} ${quote(item.name)} was not added`,
      show: () => {
        this.set(put);
        return () => this.set((outline) => withoutIds(outline, new Set([item.id])));
      },
      send,
      settle: (answer) => this.set((outline) => changed(outline, kind, item.id, versionOf(answer))),
    };
  }

  update<K extends Kind>(
    kind: K,
    item: Item<K>,
    patch: Partial<Item<K>>,
    send: (changeId: string, version: number) => Promise<Item<K>>,
  ): ChangeSpec<Item<K>> {
    const { id, name } = item;
    const fields = Object.keys(patch) as (keyof Item<K>)[];
    return {
      fails: `The ${ONE[kind]} ${quote(name)} was not changed`,
      announce: `Saved ${quote(patch.name ?? name)}.`,
      did: `${patch.name === undefined ? 'Changed' : 'Renamed'} the ${ONE[kind]} ${quote(name)}`,
      show: () => {
        const before = this.find(kind, id) ?? item;
        this.set((outline) => changed(outline, kind, id, patch));
        return () => {
          const now = this.find(kind, id);
          const mine = fields.filter((field) => now?.[field] === patch[field]);
          const back = Object.fromEntries(mine.map((field) => [field, before[field]]));
          this.set((outline) => changed(outline, kind, id, back as Partial<Item<K>>));
        };
      },
      send: (changeId) => send(changeId, this.find(kind, id)?.version ?? item.version),
      settle: (answer) => this.set((outline) => changed(outline, kind, id, versionOf(answer))),
    };
  }

  /** Shows something elsewhere, and takes that back by putting its whole list in order again. */
  move<K extends Kind>(
    kind: K,
    item: Item<K>,
    put: (outline: Outline) => Outline,
    send: ChangeSpec['send'],
  ): ChangeSpec {
    return {
      say: `Moved ${quote(item.name)}`,
      fails: `The ${ONE[kind]} ${quote(item.name)} was not moved`,
      show: () => {
        const before = this.outline();
        this.set(put);
        return () => this.set((outline) => ({ ...outline, [kind]: before?.[kind] ?? outline[kind] }));
      },
      send,
    };
  }

  /** @param ids all that goes to Trash along with it, itself too */
  remove(kind: Kind, name: string, ids: ReadonlySet<string>, send: ChangeSpec['send']): ChangeSpec {
    return {
      say: `Deleted the ${ONE[kind]} ${quote(name)}`,
      fails: `The ${ONE[kind]} ${quote(name)} was not deleted`,
      show: () => {
        const before = this.outline();
        this.set((outline) => withoutIds(outline, ids));
        const todos = new TodoCache(this.client, this.userId);
        const putBack = todos.remove(todos.within(ids));
        return () => {
          putBack();
          if (!before) return;
          for (const list of ['projects', 'sections', 'labels'] as const) {
            this.set((outline) => withAgain(outline, list, before, ids));
          }
        };
      },
      send,
    };
  }

  private set(change: (outline: Outline) => Outline): void {
    setOutline(this.client, this.userId, change);
  }
}

/** The next change is sent against this version. */
function versionOf<K extends Kind>({ version, position }: Item<K> & { position?: string }): Partial<Item<K>> {
  return { version, ...(position === undefined ? {} : { position }) } as Partial<Item<K>>;
}
