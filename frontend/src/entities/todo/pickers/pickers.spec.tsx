import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel, aProject, aSection } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import { aTodo, INBOX_ID } from '../../../testing/todo-builder';
import BulkBar from './bulk-bar';
import LabelPicker from './label-picker';
import MovePicker from './move-picker';
import TodoMenu from './todo-menu';

const home = aProject({ name: 'Home' });
const kitchen = aSection({ name: 'Kitchen', projectId: home.id });
const attic = aProject({ name: 'Attic', archived: true });
const waiting = aLabel({ name: 'waiting' });
const phone = aLabel({ name: 'phone' });
const onClose = vi.fn();
const onPick = vi.fn();
const options = () => screen.getAllByRole('option').map((option) => option.textContent);
beforeEach(() => {
  vi.clearAllMocks();
  serveLatch().with(home, kitchen, attic, waiting, phone);
});

describe('MovePicker', () => {
  const open = (...todos: ReturnType<typeof aTodo>[]) =>
    renderApp(<MovePicker userId={USER_ID} todos={todos} onPick={onPick} onClose={onClose} />);

  it('offers projects and their sections, and nothing archived', async () => {
    open(aTodo({ title: 'Fix the tap' }));
    await screen.findByRole('option', { name: /Home$/ });
    expect(options()).toEqual(['Inbox', 'Home', 'Home / Kitchen']);
    expect(screen.getByRole('dialog', { name: 'Move “Fix the tap”' })).toBeInTheDocument();
    expect(screen.getByRole('option', { name: /Inbox/ })).toContainElement(screen.getByLabelText('Current place'));
  });

  it('finds a section by its project, and moves there by keyboard', async () => {
    const { user } = open(aTodo(), aTodo());
    await screen.findByRole('option', { name: /Home$/ });
    await user.keyboard('ho kit');
    await waitFor(() => expect(options()).toEqual(['Home / Kitchen']));
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter', keyCode: 229, isComposing: false });
    expect(onPick, 'as an input method ends a word').not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    expect(onPick).toHaveBeenCalledExactlyOnceWith(
      { projectId: home.id, sectionId: kitchen.id, parentId: null },
      'Home / Kitchen',
    );
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('moves out of a section to the top of its project', async () => {
    const { user } = open(aTodo({ projectId: INBOX_ID }));
    await screen.findByRole('option', { name: /Home$/ });
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onPick).toHaveBeenCalledWith({ projectId: home.id, sectionId: null, parentId: null }, 'Home');
  });

  it('closes on Escape and moves nothing', async () => {
    const { user } = open(aTodo());
    await screen.findByRole('option', { name: /Home$/ });
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
    expect(onPick).not.toHaveBeenCalled();
  });
});

describe('LabelPicker', () => {
  const onChange = vi.fn();
  const onCreate = vi.fn(() => 'made');
  const open = (...todos: ReturnType<typeof aTodo>[]) =>
    renderApp(<LabelPicker userId={USER_ID} {...{ todos, onChange, onCreate, onClose }} />);

  it('says which labels all of them have, and which some', async () => {
    open(aTodo({ labelIds: [waiting.id, phone.id] }), aTodo({ labelIds: [phone.id] }));
    expect(await screen.findByRole('option', { name: 'phone' })).toHaveAttribute('aria-checked', 'true');
    expect(screen.getByRole('option', { name: 'waiting' })).toHaveAttribute('aria-checked', 'mixed');
  });

  it('gives a label and takes it again, and stays open', async () => {
    const { user } = open(aTodo());
    await screen.findByRole('option', { name: 'phone' });
    await user.keyboard('wait{Enter}');
    expect(onChange).toHaveBeenLastCalledWith({ add: [waiting.id] });
    const option = await screen.findByRole('option', { name: 'waiting' });
    expect(option).toHaveAttribute('aria-checked', 'true');
    expect(screen.getByRole('combobox', { name: 'Labels' })).toHaveValue('');
    await user.click(option);
    expect(onChange).toHaveBeenLastCalledWith({ remove: [waiting.id] });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('makes a label of a name that is not there yet, whatever the case', async () => {
    const { user } = open(aTodo());
    await screen.findByRole('option', { name: 'phone' });
    await user.keyboard('PHONE');
    expect(options()).toEqual(['phone']);
    await user.keyboard('  box');
    await user.click(await screen.findByRole('option', { name: 'New label “PHONE box”' }));
    expect(onCreate).toHaveBeenCalledExactlyOnceWith('PHONE box');
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ add: ['made'] });
  });
});

describe('what acts on several', () => {
  const actions = () => ({
    complete: vi.fn(),
    priority: vi.fn(),
    due: vi.fn(),
    labels: vi.fn(),
    move: vi.fn(),
    remove: vi.fn(),
  });

  it('is in the menu, without what is for one alone', async () => {
    const done = actions();
    const anchor = document.body.appendChild(document.createElement('button'));
    const todos = [aTodo({ priority: 2 }), aTodo({ priority: 2 })];
    const { user } = renderApp(<TodoMenu todos={todos} actions={done} anchor={anchor} onClose={onClose} />);
    const menu = within(await screen.findByRole('menu', { name: 'Actions for 2 todos' }));
    expect(menu.queryByRole('menuitem', { name: /Open/ })).toBeNull();
    expect(menu.getByRole('menuitemradio', { name: 'Priority 2' })).toBeChecked();
    const keysOf = (role: string) => menu.getAllByRole(role).map((entry) => entry.querySelector('kbd')?.textContent);
    expect(keysOf('menuitem')).toEqual(['E', 'D', 'L', 'M', 'Del']);
    expect(keysOf('menuitemradio')).toEqual(['1', '2', '3', '4']);
    await user.click(menu.getByRole('menuitemradio', { name: 'Priority 1' }));
    expect(done.priority).toHaveBeenCalledExactlyOnceWith(1);
    await user.click(menu.getByRole('menuitem', { name: /Complete/ }));
    expect(done.complete).toHaveBeenCalledExactlyOnceWith(true);
    anchor.remove();
  });

  it('is in the bar of a selection', async () => {
    const [onComplete, onRemove, onOpen, onClear] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    const todos = [aTodo({ completedAt: '2026-11-20T14:02:00.000Z' })];
    const { user } = renderApp(<BulkBar {...{ todos, hidden: 1, onComplete, onRemove, onOpen, onClear }} />);
    const bar = within(screen.getByRole('toolbar', { name: 'Selection' }));
    expect(bar.getByText('1 selected, 1 not shown')).toBeInTheDocument();
    await user.click(bar.getByRole('button', { name: 'Reopen' }));
    expect(onComplete).toHaveBeenCalledExactlyOnceWith(false);
    await user.click(bar.getByRole('button', { name: 'Labels' }));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('labels', bar.getByRole('button', { name: 'Labels' }));
    await user.click(bar.getByRole('button', { name: 'Delete' }));
    await user.click(bar.getByRole('button', { name: 'Clear selection' }));
    expect([onRemove, onClear].map((run) => run.mock.calls.length)).toEqual([1, 1]);
  });
});
