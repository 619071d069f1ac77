import { Injectable } from '@nestjs/common';
import type { Change } from '../../history/change.js';
import { ProjectService } from '../../projects/project.service.js';
import { SectionService } from '../../projects/section.service.js';
import { TodoOrderService } from '../placement/todo-order.service.js';
import { ancestry } from '../placement/todo-placement.service.js';
import { type Target, listIdOf } from '../placement/todo-target.js';
import { type TreeNode, TodoTreeRepository } from '../todo-tree.repository.js';
import { TodoPatches, TodoWriter } from '../todo-writer.js';
import { TodoRepository } from '../todo.repository.js';
import type { StoredTodo } from '../todo.js';

/** Where a todo stood, as the history kept it. */
interface FormerPlace extends Target {
  position: string;
  /** What it stood directly behind. */
  afterId: string | null;
}

interface Former {
  id: string;
  place: FormerPlace;
}

/** Puts todos back to where they were. */
@Injectable()
export class TodoPositionRestorer {
  constructor(
    private readonly todos: TodoRepository,
    private readonly tree: TodoTreeRepository,
    private readonly order: TodoOrderService,
    private readonly writer: TodoWriter,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
  ) {}

  /**
   * Each gets the very position it had, in the list it was in or beside what is left of it. Where the list has changed so
   * that this is another place than it was, it is put behind what it stood behind.
   */
  async restore(change: Change, formers: Former[]): Promise<void> {
    if (formers.length === 0) return;
    const ids = formers.map(({ id }) => id);
    const todos = new Map((await this.todos.find(change, ids, true)).map((todo) => [todo.id, todo]));
    const targets = await this.targetsOf(change, formers, todos);
    const patches = new TodoPatches();
    for (const { id, place } of formers) {
      const { projectId, sectionId, parentId } = targets.get(id)!;
      patches.set(todos.get(id)!, { projectId, sectionId, parentId, position: place.position }, place.afterId);
    }
    await this.writer.save(change, patches);
    await this.straighten(change, formers, targets);
  }

  /** Those that do not stand behind what they stood behind are put there, if that is still in their list. */
  private async straighten(change: Change, formers: Former[], targets: Map<string, Target>): Promise<void> {
    const ids = formers.map(({ id }) => id);
    for (const todo of await this.todos.find(change, ids)) {
      const { afterId } = formers.find(({ id }) => id === todo.id)!.place;
      if (todo.completedAt !== null || todo.afterId === afterId) continue;
      const [room] = await this.roomBehind(change, targets.get(todo.id)!, todo.id, afterId);
      if (!room) continue;
      const patches = new TodoPatches();
      patches.set(todo, { position: room }, afterId);
      await this.writer.save(change, patches);
    }
  }

  private async roomBehind(change: Change, target: Target, id: string, afterId: string | null): Promise<string[]> {
    if (afterId !== null) {
      const [before] = await this.todos.find(change, [afterId]);
      if (!before || before.completedAt || listIdOf(before) !== listIdOf(target)) return [];
    }
    return (await this.order.roomFor(change, listIdOf(target), { afterId }, [{ id }])).positions;
  }

  /** The lists they were in, or what is left of them. */
  private async targetsOf(change: Change, formers: Former[], todos: Map<string, StoredTodo>) {
    const parentIds = [...new Set(formers.flatMap(({ place }) => place.parentId ?? []))];
    const parents = new Map((await this.todos.find(change, parentIds)).map((todo) => [todo.id, todo]));
    const tree = await this.treeAfter(change, parentIds, formers);
    const kept = new Map<string, Promise<Target>>();
    const targets = new Map<string, Target>();
    for (const { id, place } of formers) {
      const parent = place.parentId ? parents.get(place.parentId) : undefined;
      const isOpenBelowDone = parent?.completedAt && !todos.get(id)!.completedAt;
      const isGood = parent && !isOpenBelowDone && !ancestry(tree, parent.id).has(id);
      const former = formers.find((other) => other.id === parent?.id)?.place ?? parent;
      const { projectId, sectionId } = (isGood && former) || place;
      const key = `${projectId} ${sectionId}`;
      kept.set(key, kept.get(key) ?? this.whatIsLeft(change, projectId, sectionId));
      targets.set(id, { ...(await kept.get(key)!), parentId: isGood ? parent.id : null });
    }
    return targets;
  }

  /** What is above the parents once all are back, for keeping circles out. */
  private async treeAfter(change: Change, parentIds: string[], formers: Former[]): Promise<Map<string, TreeNode>> {
    const tree = new Map<string, TreeNode>();
    for (const parentId of parentIds)
      if (!tree.has(parentId)) for (const node of await this.tree.around(change, parentId)) tree.set(node.id, node);
    for (const { id, place } of formers) tree.set(id, { id, parentId: place.parentId });
    return tree;
  }

  private async whatIsLeft(change: Change, projectId: string, sectionId: string | null): Promise<Target> {
    const ofSection = sectionId ? await this.sections.projectOf(change, sectionId) : undefined;
    if (ofSection) return { projectId: ofSection, sectionId, parentId: null };
    const isThere = await this.projects.exists(change, projectId);
    return { projectId: isThere ? projectId : await this.projects.inboxOf(change), sectionId: null, parentId: null };
  }
}
