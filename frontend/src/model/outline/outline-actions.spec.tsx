import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createQueryClient } from '../../shared/api/query-client';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../testing/outline-builder';
import { renderAppHook, saying } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import type { Label, Project, Section } from './outline';
import { readChanges, readReplica, untilSent } from '../../testing/read-replica';
import { outlineOf } from '../../replica/views';
import { useOutlineActions } from './use-outline-actions';

async function aPage(...things: (Project | Section | Label)[]) {
  const latch = serveLatch().with(...things);
  const client = createQueryClient();
  const replica = await readReplica(client);
  const { result } = renderAppHook(() => {
    return { actions: useOutlineActions(USER_ID), changes: useChanges(USER_ID) };
  }, client);
  const outline = () => outlineOf(replica.shown);
  return {
    latch,
    client,
    do: (work: (page: typeof result.current) => void) => act(() => work(result.current)),
    projects: () => outline().projects.map(({ name }) => name),
    sections: () => outline().sections.map(({ name }) => name),
    labels: () => outline().labels.map(({ name }) => name),
    settled: () => untilSent(client),
  };
}

describe('projects', () => {
  it('come last where they are made, below their parent, and stay there once answered', async () => {
    const [home, work] = [aProject({ name: 'Home' }), aProject({ name: 'Work' })];
    const page = await aPage(home, work);
    const release = page.latch.hold();

    page.do(({ actions }) => actions.createProject({ name: ' Kitchen ', parentId: home.id }));

    expect(page.projects()).toEqual(['Inbox', 'Home', 'Kitchen', 'Work']);
    release();
    await page.settled();
    expect(page.projects()).toEqual(['Inbox', 'Home', 'Kitchen', 'Work']);
  });

  it('move with all below them, and are back when it is refused', async () => {
    const [home, work] = [aProject({ name: 'Home' }), aProject({ name: 'Work' })];
    const kitchen = aProject({ name: 'Kitchen', parentId: home.id });
    const page = await aPage(home, kitchen, work);
    const release = page.latch.hold();
    page.latch.refuseNext(FakeLatch.refusals.broken);

    page.do(({ actions }) => actions.moveProject(home, { afterId: work.id }));

    expect(page.projects()).toEqual(['Inbox', 'Work', 'Home', 'Kitchen']);
    release();
    await page.settled();
    expect(page.projects()).toEqual(['Inbox', 'Home', 'Kitchen', 'Work']);
  });

  it('go with what is below them, and undo brings them back', async () => {
    const home = aProject({ name: 'Home' });
    const page = await aPage(home, aSection({ name: 'Attic', projectId: home.id }));
    page.latch.todos.set('t', aTodo({ id: 't', projectId: home.id }));

    page.do(({ actions }) => actions.removeProject(home));
    expect(page.projects()).toEqual(['Inbox']);
    expect(page.sections()).toEqual([]);
    await page.settled();
    expect(page.latch.todos.size).toBe(0);

    page.do(({ changes }) => changes.undo());
    expect(page.projects()).toEqual(['Inbox', 'Home']);
    await page.settled();
    expect(page.latch.todos.size).toBe(1);
    expect(page.sections()).toEqual(['Attic']);
  });

  it('ask which name stays when somebody else gave another', async () => {
    const home = aProject({ name: 'Home' });
    const page = await aPage(home);
    const conflicts = [
      { entity: 'project' as const, entityId: home.id, title: 'Flat', field: 'name', mine: 'House', theirs: 'Flat' },
    ];
    const message = 'This was changed somewhere else in the meantime.';
    page.latch.refuseNext({ status: 409, body: { error_code: 'CONFLICT', message, detail: null, conflicts } });

    page.do(({ actions }) => actions.updateProject(home, { name: 'House' }));

    expect(await screen.findByText(saying('In Needs you: It is “Flat” now; you wanted “House”.'))).toBeVisible();
    expect(page.projects()).toEqual(['Inbox', 'Home']);
    act(() => screen.getByRole('button', { name: 'Keep mine' }).click());
    await waitFor(() => expect(page.latch.store.projects.get(home.id)?.name).toBe('House'));
  });
});

describe('what is sent', () => {
  it.each([
    ['the version that was seen, where the same was changed elsewhere', { name: 'Flat' }, 1],
    ['the newest, where something else was', { favourite: true }, 2],
  ])('is against %s', async (_which, elsewhere, version) => {
    const home = aProject({ name: 'Home' });
    const page = await aPage(home);
    page.latch.outline.update(page.latch.store.projects, home.id, elsewhere);
    await readChanges(page.client);
    page.do(({ actions }) => actions.updateProject(home, { name: 'House' }));
    await page.settled();
    expect(page.latch.log.at(-1)).toContain(`"version":${version}`);
  });
});

describe('sections', () => {
  it('are put elsewhere, and renamed', async () => {
    const [kitchen, garden] = [aSection({ name: 'Kitchen' }), aSection({ name: 'Garden' })];
    const page = await aPage(kitchen, garden);

    page.do(({ actions }) => actions.moveSection(garden, { beforeId: kitchen.id }));
    page.do(({ actions }) => actions.updateSection(kitchen, { name: 'Cellar' }));

    expect(page.sections()).toEqual(['Garden', 'Cellar']);
    await page.settled();
    expect(page.sections()).toEqual(['Garden', 'Cellar']);
  });
});

describe('labels', () => {
  it('stand by name, and one of a name that is taken is taken back', async () => {
    const page = await aPage(aLabel({ name: 'waiting' }));

    page.do(({ actions }) => actions.createLabel({ name: 'errands' }));
    page.do(({ actions }) => actions.createLabel({ name: 'Waiting' }));
    expect(page.labels()).toHaveLength(3);
    await page.settled();

    expect(page.labels()).toEqual(['errands', 'waiting']);
    expect(await screen.findByText('In Needs you: A label of this name exists.')).toBeVisible();
  });
});
