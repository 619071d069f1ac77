import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import DragLayer from './drag-layer';
import { LazyDragLayer } from './lazy-drag-layer';

vi.mock(import('./drag-layer'), () => ({ default: vi.fn(() => null) }));

it('is fetched when a pointer comes to a todo, and knows whether it is pressed', async () => {
  render(
    <>
      <LazyDragLayer userId="ada" />
      <h1>Inbox</h1>
      <ul>
        <li data-todo-id="1">Ferns</li>
      </ul>
    </>,
  );
  fireEvent.pointerOver(screen.getByText('Inbox'));
  expect(DragLayer).not.toHaveBeenCalled();
  const ferns = screen.getByText('Ferns');
  fireEvent.pointerOver(ferns);
  fireEvent.pointerDown(ferns);
  await waitFor(() => expect(DragLayer).toHaveBeenCalled());
  const [{ userId, held }] = vi.mocked(DragLayer).mock.lastCall!;
  expect([userId, held?.()?.target]).toEqual(['ada', ferns]);
  for (const end of ['pointerUp', 'pointerCancel'] as const) {
    fireEvent.pointerDown(ferns);
    expect(held?.()).not.toBeNull();
    fireEvent[end](ferns);
    expect(held?.()).toBeNull();
  }
  // What drags takes the end of its press for itself.
  const controller = new AbortController();
  document.addEventListener('pointerup', (event) => event.stopPropagation(), {
    capture: true,
    signal: controller.signal,
  });
  fireEvent.pointerDown(ferns);
  fireEvent.pointerUp(ferns);
  controller.abort();
  expect(held?.()).toBeNull();
});
