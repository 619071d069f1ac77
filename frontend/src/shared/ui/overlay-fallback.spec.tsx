import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { useCommands } from '../keys/use-commands';
import { OverlayFallback } from './overlay-fallback';
import { countFailedLoad, failedLoads, lazyOverlay, notLoaded } from './overlays';

const complete = vi.fn();
const confirm = vi.fn();

/** What a picker is: a dialog whose field has the focus a moment after it is there. */
function Picker() {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => void requestAnimationFrame(() => field.current?.focus()), []);
  return (
    // As the library draws it.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="dialog">
      <input ref={field} aria-label="Find" value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </div>
  );
}

/** What a question is: a dialog that has the focus on its first button at once. */
function Question() {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    // As the library draws it.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="alertdialog">
      <button ref={cancel} type="button">
        Cancel
      </button>
      <button type="button" onClick={confirm}>
        Delete
      </button>
    </div>
  );
}

/** A page with a todo, and an overlay that is fetched when it is opened. */
function Page({ Overlay }: { Overlay: ComponentType }) {
  const [open, setOpen] = useState(false);
  useCommands({ complete, due: () => setOpen(true) });
  return (
    <>
      <button type="button" data-todo-id="1" data-todo-title="">
        Ferns
      </button>
      <input aria-label="Add a todo" />
      <Suspense fallback={open && <OverlayFallback onCancel={() => setOpen(false)} />}>{open && <Overlay />}</Suspense>
    </>
  );
}

function openPage(Opened: ComponentType = Picker) {
  const loads: { arrives: () => void; fails: () => void }[] = [];
  const Overlay = lazyOverlay(
    () =>
      new Promise<{ default: ComponentType }>((resolve, reject) => {
        loads.push({ arrives: () => resolve({ default: Opened }), fails: () => reject(new Error('gone')) });
      }),
  );
  complete.mockClear();
  render(<Page Overlay={Overlay} />);
  screen.getByText('Ferns').focus();
  return { user: userEvent.setup(), arrives: () => loads.at(-1)?.arrives(), loads };
}

describe('while an overlay is being fetched', () => {
  it('what is typed goes into its field, and does nothing on the page', async () => {
    const { user, arrives } = openPage();
    await user.keyboard('d');
    await user.keyboard('next wex{Backspace}ek{Enter}');
    arrives();
    const field = await screen.findByRole('textbox', { name: 'Find' });
    await waitFor(() => expect(field).toHaveValue('next week'));
    expect(field).toHaveFocus();
    await user.keyboard('!');
    expect(field).toHaveValue('next week!');
    expect(complete).not.toHaveBeenCalled();
  });

  it('a key that is no text acts in it as soon as it has the focus', async () => {
    const { user, arrives } = openPage(Question);
    await user.keyboard('d{Enter}');
    arrives();
    await waitFor(() => expect(screen.getByText('Cancel')).toHaveFocus());
    expect(confirm).not.toHaveBeenCalled();
    const typed = vi.fn();
    screen.getByRole('alertdialog').addEventListener('keydown', typed);
    await user.keyboard('c{Tab}{Enter}');
    expect(typed).toHaveBeenCalledTimes(3);
    expect(confirm).toHaveBeenCalledOnce();
  });

  it('Escape gives it up, and the keys mean the page again', async () => {
    const { user, arrives } = openPage();
    await user.keyboard('de{Escape}');
    arrives();
    await user.keyboard('e');
    expect(complete).toHaveBeenCalledOnce();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await user.keyboard('d');
    expect(await screen.findByRole('textbox', { name: 'Find' })).toHaveValue('');
  });

  it('a press somewhere else takes the keys there', async () => {
    const { user, arrives } = openPage();
    await user.keyboard('de');
    await user.click(screen.getByRole('textbox', { name: 'Add a todo' }));
    await user.keyboard('Roses');
    expect(screen.getByRole('textbox', { name: 'Add a todo' })).toHaveValue('Roses');
    arrives();
    expect(await screen.findByRole('textbox', { name: 'Find' })).toHaveValue('');
  });

  it('the keys of the browser go on working, and those of an input method', async () => {
    const { user } = openPage();
    await user.keyboard('d');
    const press = (init: KeyboardEventInit) => fireEvent.keyDown(screen.getByText('Ferns'), init);
    expect(press({ key: 'r', ctrlKey: true })).toBe(true);
    expect(press({ key: 'F5' })).toBe(true);
    expect(press({ key: 'k', isComposing: true })).toBe(true);
    expect(press({ key: 'k', ctrlKey: true })).toBe(false);
    expect(press({ key: 'Tab' })).toBe(false);
    await user.keyboard('{Escape}');
  });
});

it('gives the keys back where an overlay cannot be loaded, and says so until it can', async () => {
  const { user, loads } = openPage();
  await user.keyboard('de');
  loads[0]?.fails();
  await waitFor(() => expect(notLoaded.get()).toBe(true));
  await user.keyboard('e');
  expect(complete).toHaveBeenCalledOnce();
  await waitFor(() => expect(loads).toHaveLength(2));
  loads[1]?.arrives();
  await waitFor(() => expect(notLoaded.get()).toBe(false));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it('still opens where something else cannot be loaded meanwhile', async () => {
  const { user, arrives } = openPage();
  await user.keyboard('d');
  const failed = failedLoads.get();
  await countFailedLoad(() => Promise.reject(new Error('not there'))).catch(() => undefined);
  expect(failedLoads.get()).toBe(failed + 1);
  arrives();
  await waitFor(() => expect(screen.getByLabelText('Find')).toHaveFocus());
  expect(notLoaded.get()).toBe(false);
});

it('goes on saying so when another overlay is there', async () => {
  const { user, loads } = openPage();
  await user.keyboard('d');
  loads[0]?.fails();
  await waitFor(() => expect(notLoaded.get()).toBe(true));
  const Other = lazyOverlay(() => Promise.resolve({ default: () => <p>Another</p> }));
  render(
    <Suspense fallback={null}>
      <Other />
    </Suspense>,
  );
  expect(await screen.findByText('Another')).toBeInTheDocument();
  expect(notLoaded.get()).toBe(true);
});
