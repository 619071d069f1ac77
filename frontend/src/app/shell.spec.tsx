import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { ada, serveAccount } from '../testing/fake-account';
import type { FakeLatch } from '../testing/fake-latch';
import { aLabel, aProject } from '../testing/outline-builder';
import { renderApp } from '../testing/render';
import { server, serveLatch } from '../testing/server';
import { translatePage } from '../testing/translate-page';
import { readChanges } from '../testing/read-replica';
import { aCompletedTodo, aTodo } from '../testing/todo-builder';
import { createAppRouter } from './router';

const matchMedia = vi.fn(() => ({ addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.stubGlobal('matchMedia', matchMedia);
beforeEach(() => matchMedia.mockImplementation(() => ({ addEventListener: vi.fn(), removeEventListener: vi.fn() })));

const home = aProject({ name: 'Home', colour: 'green' });
const kitchen = aProject({ name: 'Kitchen', parentId: home.id });
const attic = aProject({ name: 'Attic', archived: true });
const waiting = aLabel({ name: 'waiting' });

async function open(path: string, ...todos: ReturnType<typeof aTodo>[]) {
  serveAccount(ada);
  const latch: FakeLatch = serveLatch(...todos).with(home, kitchen, attic, waiting);
  const client = createQueryClient();
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(client, history);
  const page = renderApp(<RouterProvider router={router} />, client);
  const nav = within(await screen.findByRole('navigation', { name: 'Lists' }));
  await nav.findByRole('list', { name: 'Projects' });
  return { latch, history, nav, ...page };
}
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

describe('the sidebar', () => {
  it('leads to every list and says how much is open there', async () => {
    const { nav, user } = await open('/inbox', aTodo(), aTodo({ projectId: home.id, labelIds: [waiting.id] }));
    expect(nav.getByRole('link', { name: /^Inbox/ })).toHaveAttribute('aria-current', 'page');
    await waitFor(() => expect(nav.getByRole('link', { name: /^Inbox/ })).toHaveTextContent('Inbox1 open'));
    expect(nav.getByRole('link', { name: /^Home/ })).toHaveTextContent('1 open');
    expect(nav.getByRole('link', { name: /^Kitchen/ })).not.toHaveTextContent('open');
    await user.click(nav.getByRole('link', { name: /^waiting/ }));
    await heading('waiting');
    for (const [link, title] of [
      ['Completed', 'Completed'],
      ['Trash', 'Trash'],
      ['Settings', 'Settings'],
    ] as const) {
      await user.click(nav.getByRole('link', { name: link }));
      await heading(title);
    }
  });

  it('counts on, and the list goes on, when the page is translated, which leaves what people wrote as it is', async () => {
    const ferns = aTodo({ title: 'Ferns', priority: 1, due: '2030-01-05', labelIds: [waiting.id] });
    const { nav, user } = await open('/inbox', ferns, aTodo({ title: 'Roses' }));
    const row = (await screen.findByRole('checkbox', { name: 'Ferns' })).closest('li') as HTMLElement;
    translatePage();
    expect(row).toHaveTextContent(/^Ferns/);
    expect(row).toHaveTextContent('P1*');
    expect(nav.getByRole('link', { name: /^Home/ })).toHaveTextContent(/^Home/);

    act(() =>
      within(row)
        .getByRole('button', { name: /^Ferns/ })
        .focus(),
    );
    await user.keyboard('2');
    await waitFor(() => expect(row).toHaveTextContent(/P2(?!\*)/));
    translatePage();
    await user.keyboard('4');
    expect(row).not.toHaveTextContent(/P\d/);
    await user.keyboard('3x');
    expect(await screen.findByText('1 selected')).toBeVisible();
    translatePage();
    await user.keyboard('jx');
    expect(await screen.findByText('2 selected')).toBeVisible();
    await user.keyboard('{Escape}');
    expect(nav.getByRole('link', { name: /^Inbox/ })).toHaveTextContent(/2\* open/);
    await user.click(screen.getByRole('checkbox', { name: 'Ferns' }));
    await waitFor(() => expect(nav.getByRole('link', { name: /^Inbox/ })).toHaveTextContent(/1 open/));
    translatePage();
    await user.keyboard('q');
    await user.keyboard('Cacti{Enter}');
    expect(await screen.findByRole('checkbox', { name: 'Cacti' })).toBeInTheDocument();
  });

  it('marks projects as places to drop todos on', async () => {
    const { nav } = await open('/inbox');
    const line = nav.getByRole('link', { name: /^Home/ }).closest('[data-drop-project-id]');
    expect(line).toHaveAttribute('data-drop-project-id', home.id);
  });

  it('folds a project up, counts what it hides, and remembers that', async () => {
    const { nav, user, unmount } = await open('/inbox', aTodo({ projectId: kitchen.id }));
    await user.click(nav.getByRole('button', { name: 'Projects in Home', expanded: true }));
    expect(nav.queryByRole('link', { name: /^Kitchen/ })).toBeNull();
    expect(nav.getByRole('link', { name: /^Home/ })).toHaveTextContent('1 open');
    unmount();
    const again = await open('/inbox');
    expect(again.nav.queryByRole('link', { name: /^Kitchen/ })).toBeNull();
    await user.click(again.nav.getByRole('button', { name: 'Projects in Home', expanded: false }));
    expect(again.nav.getByRole('link', { name: /^Kitchen/ })).toBeInTheDocument();
  });

  it('keeps archived projects behind a button', async () => {
    const { nav, user } = await open('/inbox');
    expect(nav.queryByRole('link', { name: /^Attic/ })).toBeNull();
    await user.click(nav.getByRole('button', { name: 'Archived (1)' }));
    await user.click(nav.getByRole('link', { name: /^Attic/ }));
    await heading('Attic');
  });

  it('opens as a drawer, takes the focus, and gives it back on Escape', async () => {
    const { user, nav } = await open('/completed');
    const button = screen.getByRole('button', { name: 'Lists' });
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(nav.getByRole('link', { name: 'Completed' })).toHaveFocus();
    expect(document.querySelector('main')).toHaveAttribute('inert');
    await user.keyboard('{Escape}');
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await user.click(button);
    await user.click(nav.getByRole('link', { name: 'Trash' }));
    await heading('Trash');
    expect(button).toHaveAttribute('aria-expanded', 'false');
    // Left free for the heading, which the app gives it.
    expect(document.body).toHaveFocus();
    await user.click(button);
    await user.click(nav.getByRole('link', { name: 'Trash' }));
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('projects', () => {
  const actionsOf = async (page: Awaited<ReturnType<typeof open>>, name: string, item: string) => {
    await page.user.click(page.nav.getByRole('button', { name: `Actions for ${name}` }));
    await page.user.click(await screen.findByRole('menuitem', { name: item }));
  };

  it('are added with a name, a colour and a place, and opened', async () => {
    const { nav, user, latch, history } = await open('/inbox');
    await user.click(nav.getByRole('button', { name: 'Add a project' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New project' }));
    await user.click(dialog.getByRole('button', { name: 'Add project' }));
    expect(dialog.getByText('Give the project a name.')).toBeInTheDocument();
    await user.type(dialog.getByLabelText('Name'), '\u3164\u200b{Enter}');
    expect(dialog.getByText('Give the project a name.')).toBeInTheDocument();
    await user.clear(dialog.getByLabelText('Name'));
    await user.type(dialog.getByLabelText('Name'), '  Spring   cleaning ');
    await user.click(dialog.getByRole('radio', { name: 'teal' }));
    await user.selectOptions(dialog.getByLabelText('Parent project'), home.id);
    await user.click(dialog.getByRole('button', { name: 'Add project' }));
    await heading('Spring cleaning');
    const made = [...latch.store.projects.values()].find(({ name }) => name === 'Spring cleaning');
    expect(made).toMatchObject({ colour: 'teal', parentId: home.id });
    expect(history.location.pathname).toBe(`/projects/${made?.id}`);
  });

  it('are renamed and moved; only what changed is sent', async () => {
    const page = await open('/inbox');
    await actionsOf(page, 'Kitchen', 'Edit or move…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit project' }));
    await page.user.clear(dialog.getByLabelText('Name'));
    await page.user.type(dialog.getByLabelText('Name'), 'Cellar');
    await page.user.selectOptions(dialog.getByLabelText('Parent project'), '');
    await page.user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(page.latch.store.projects.get(kitchen.id)).toMatchObject({ name: 'Cellar', parentId: null }),
    );
    expect(page.latch.log).toContain(`PATCH /projects/${kitchen.id} {"name":"Cellar","version":1}`);
  });

  it('are favoured, archived and taken out again', async () => {
    const page = await open('/inbox');
    await actionsOf(page, 'Kitchen', 'Add to favourites');
    expect(within(await page.nav.findByRole('list', { name: 'Favourites' })).getByRole('link')).toHaveTextContent(
      'Kitchen',
    );
    await actionsOf(page, 'Home', 'Archive');
    await waitFor(() => expect(page.latch.store.projects.get(home.id)?.archived).toBe(true));
    expect(page.nav.getByRole('button', { name: 'Archived (2)' })).toBeInTheDocument();
  });

  it('are deleted after saying what goes along', async () => {
    const page = await open('/inbox', aTodo({ projectId: home.id }));
    const contents = { todos: 12, sections: 1, projects: 1 };
    server.use(http.get(`*/projects/${home.id}/contents`, () => HttpResponse.json(contents)));
    await actionsOf(page, 'Home', 'Delete…');
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete “Home”?' }));
    expect(await dialog.findByText('12 todos, 1 section and 1 project go to Trash with it.')).toBeInTheDocument();
    await page.user.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(page.latch.store.projects.has(home.id)).toBe(false));
    expect(page.nav.queryByRole('link', { name: /^Home/ })).toBeNull();
    expect(page.history.location.pathname).toBe('/inbox');
  });

  it('lead to the Inbox when the one that is open is deleted', async () => {
    const page = await open(`/projects/${home.id}`);
    await actionsOf(page, 'Home', 'Delete…');
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete “Home”?' }));
    await page.user.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await heading('Inbox')).toBeInTheDocument();
    expect(page.latch.store.projects.has(home.id)).toBe(false);
  });
});

describe('keys on any page', () => {
  it('go to Inbox and Completed, show all keys, and find', async () => {
    const { user } = await open('/trash');
    await heading('Trash');
    await user.keyboard('gc');
    await heading('Completed');
    await user.keyboard('gi');
    await heading('Inbox');
    await user.keyboard('?');
    await user.click(
      within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Search and commands' })).toBeInTheDocument();
  });

  it('add from a page without a list: in the Inbox', async () => {
    const { user } = await open('/settings');
    await heading('Settings');
    await user.keyboard('q');
    await heading('Inbox');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Add a todo' })).toHaveFocus());
  });
});

describe('the command palette', () => {
  const openPalette = async (page: Awaited<ReturnType<typeof open>>) => {
    await page.user.keyboard('{Control>}k{/Control}');
    return within(await screen.findByRole('dialog', { name: 'Search and commands' }));
  };

  it('finds projects by what begins their words, and goes there with Enter', async () => {
    const page = await open('/inbox');
    const palette = await openPalette(page);
    await page.user.keyboard('kit');
    await waitFor(() => expect(palette.getAllByRole('option')).toHaveLength(1));
    await page.user.keyboard('{Enter}');
    await heading('Kitchen');
    const again = await openPalette(page);
    expect(again.getAllByRole('option')[0]).toHaveTextContent('Kitchen');
  });

  it('finds todos as one types, and opens them in their project', async () => {
    const todo = aTodo({ title: 'Water the ferns', projectId: home.id });
    const page = await open('/inbox', todo);
    const palette = await openPalette(page);
    await page.user.keyboard('ferns');
    await page.user.click(await palette.findByRole('option', { name: /Water the ferns/ }));
    await heading('Home');
    expect(page.history.location.search).toBe(`?todo=${todo.id}`);
  });

  it('takes what cannot be seen for nothing typed', async () => {
    const page = await open('/inbox', aTodo({ title: 'Kiss the cat' }));
    const palette = await openPalette(page);
    const offered = palette.getAllByRole('option').map(({ textContent }) => textContent);
    await page.user.keyboard('\u200b\u3164');
    expect(palette.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(offered);
    await page.user.keyboard('ki');
    await palette.findByRole('option', { name: /Kiss the cat/ });
    expect(palette.getByRole('option', { name: /Kitchen/ })).toBeInTheDocument();
  });

  it('finds at each key what is here, and asks once one pauses for what only the server has', async () => {
    const old = aCompletedTodo({ title: 'Feed the fish' });
    const page = await open('/inbox', aTodo({ title: 'Fix the tap' }), aTodo({ title: 'Feed the cat' }), old);
    page.latch.store.longCompleted.add(old.id);
    await readChanges(page.client);
    const palette = await openPalette(page);
    const release = page.latch.hold();
    await page.user.keyboard('fe');
    expect(palette.getByRole('option', { name: /Feed the cat/ })).toBeInTheDocument();
    expect(palette.queryByRole('option', { name: /Fix the tap/ })).toBeNull();
    await waitFor(() => expect(page.latch.log.at(-1)).toBe('GET /todos/search'));
    expect(palette.queryByRole('option', { name: /Feed the fish/ })).toBeNull();
    release();
    expect(await palette.findByRole('option', { name: /Feed the fish/ })).toBeInTheDocument();
  });

  it('does what keys do', async () => {
    const page = await open('/inbox');
    const palette = await openPalette(page);
    await page.user.keyboard('keyboard short');
    await waitFor(() => expect(palette.getAllByRole('option')).toHaveLength(1));
    await page.user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeInTheDocument();
  });

  it('says when nothing is called that', async () => {
    const page = await open('/inbox');
    const palette = await openPalette(page);
    await page.user.keyboard('xyzzy');
    expect(await palette.findByText('No results.')).toBeInTheDocument();
  });
});

describe('the open todo', () => {
  it('stands in the address, and Back closes it', async () => {
    const todo = aTodo({ title: 'Water the ferns' });
    const { user, history } = await open('/inbox', todo);
    await user.keyboard('j');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('complementary', { name: 'Todo: Water the ferns' })).toBeInTheDocument();
    expect(history.location.search).toBe(`?todo=${todo.id}`);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(history.location.href).toBe('/inbox');
    expect(history.length).toBe(2);
  });

  it('is nothing for what is no id', async () => {
    const { history } = await open('/inbox?todo=<script>');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(history.location.pathname).toBe('/inbox');
  });
});
