import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isHandled, runCommand } from './command-registry';
import { type CommandOptions, type Commands, useCommands } from './use-commands';

function Handler({ commands, options }: { commands: Commands; options?: CommandOptions }) {
  useCommands(commands, options);
  return null;
}
function Page({ commands, options }: { commands: Commands; options?: CommandOptions }) {
  return (
    <>
      <Handler commands={commands} options={options} />
      <input aria-label="Text" />
      <button type="button">Press</button>
      <aside>
        <button type="button">In the panel</button>
      </aside>
      <div role="menu">
        <button type="button">In a menu</button>
      </div>
      <fieldset data-conflict="">
        <button type="button">Answer</button>
      </fieldset>
      <ul>
        <li data-todo-id="1">
          <button type="button" data-todo-title="">
            Todo
          </button>
        </li>
      </ul>
    </>
  );
}
const press = (key: string, on: Element = document.body, held = {}) => fireEvent.keyDown(on, { key, ...held });
afterEach(() => vi.useRealTimers());

describe('commands by key', () => {
  it('run on the page, and not while somebody writes or in a menu', () => {
    const undo = vi.fn();
    render(<Page commands={{ undo }} />);
    press('z');
    press('z', screen.getByLabelText('Text'));
    press('z', screen.getByText('In a menu'));
    expect(undo).toHaveBeenCalledOnce();
  });

  it('of the page also run where something waits for an answer, and those of a list do not', () => {
    const [undo, next, keepMine, priority1] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    render(<Page commands={{ undo, next, keepMine, priority1 }} />);
    for (const key of ['z', 'j', '1']) press(key, screen.getByText('Answer'));
    expect([undo, next, keepMine, priority1].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 0]);
  });

  it('run while somebody writes when they are for everywhere', () => {
    const search = vi.fn();
    render(<Page commands={{ search }} />);
    expect(press('k', screen.getByLabelText('Text'), { ctrlKey: true })).toBe(false);
    press('k', screen.getByText('In a menu'), { ctrlKey: true });
    expect(search).toHaveBeenCalledOnce();
  });

  it('select nothing of the list behind the panel', () => {
    const selectAll = vi.fn();
    render(<Page commands={{ selectAll }} />);
    press('a', screen.getByText('In the panel'), { ctrlKey: true });
    expect(selectAll).not.toHaveBeenCalled();
    press('a', screen.getByText('Press'), { ctrlKey: true });
    expect(selectAll).toHaveBeenCalledOnce();
  });

  it('of the list run on a todo alone, or anywhere while something is selected', () => {
    const complete = vi.fn();
    const { rerender } = render(<Page commands={{ complete }} />);
    press('e');
    expect(complete).not.toHaveBeenCalled();
    press(' ', screen.getByText('Todo'));
    expect(complete).toHaveBeenCalledOnce();
    rerender(<Page commands={{ complete }} options={{ listKeysAnywhere: true }} />);
    press('e');
    expect(complete).toHaveBeenCalledTimes(2);
  });

  it('leave Enter and the space bar to what they press', () => {
    const complete = vi.fn();
    render(<Page commands={{ complete }} options={{ listKeysAnywhere: true }} />);
    press(' ', screen.getByText('Press'));
    expect(complete).not.toHaveBeenCalled();
  });

  it('go to who came last, and to the shell when nobody else takes them', () => {
    const [shell, page, list] = [vi.fn(), vi.fn(), vi.fn()];
    const { rerender } = render(
      <>
        <Handler commands={{ add: page }} />
        <Handler commands={{ add: shell }} options={{ fallback: true }} />
      </>,
    );
    press('q');
    expect([page, shell].map((run) => run.mock.calls.length)).toEqual([1, 0]);
    rerender(
      <>
        <Handler commands={{}} />
        <Handler commands={{ add: shell }} options={{ fallback: true }} />
        <Handler commands={{ undo: list }} />
      </>,
    );
    press('q');
    expect(shell).toHaveBeenCalledOnce();
    expect(list).not.toHaveBeenCalled();
  });
});

describe('a sequence of keys', () => {
  it('runs when its strokes follow each other, whatever modifier is let go between', () => {
    const goInbox = vi.fn();
    render(<Page commands={{ goInbox }} />);
    press('g');
    press('Shift');
    press('i');
    expect(goInbox).toHaveBeenCalledOnce();
    press('i');
    expect(goInbox).toHaveBeenCalledOnce();
  });

  it('swallows a stroke that does not continue it', () => {
    const complete = vi.fn();
    render(<Page commands={{ complete }} options={{ listKeysAnywhere: true }} />);
    press('g');
    press('e');
    expect(complete).not.toHaveBeenCalled();
    press('e');
    expect(complete).toHaveBeenCalledOnce();
  });

  it('is forgotten after a while', () => {
    vi.useFakeTimers();
    const complete = vi.fn();
    render(<Page commands={{ complete }} options={{ listKeysAnywhere: true }} />);
    press('g');
    vi.advanceTimersByTime(2000);
    press('e');
    expect(complete).toHaveBeenCalledOnce();
  });
});

it('takes commands from elsewhere too, as long as it is shown', () => {
  const undo = vi.fn();
  const { unmount } = render(<Page commands={{ undo }} />);
  expect(isHandled('undo')).toBe(true);
  expect(runCommand('undo')).toBe(true);
  expect(undo).toHaveBeenCalledOnce();
  expect(runCommand('redo')).toBe(false);
  unmount();
  expect(isHandled('undo')).toBe(false);
});
