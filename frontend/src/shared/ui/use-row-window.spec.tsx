import { act, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

let load = () => {};
const loading = new Promise<void>((resolve) => (load = resolve));
vi.mock(import('./row-virtualizer'), async (original) => {
  await loading;
  return original();
});

const { useRowWindow } = await import('./use-row-window');

const ROW = 53;
const rows = Array.from({ length: 500 }, (_, index) => ({ key: `r${index}` }));
const fit = Math.ceil(innerHeight / ROW);

function List({ kept }: { kept: string[] }) {
  const { listRef, rowRef, height, shown } = useRowWindow(rows, { rowHeight: 40, kept });
  return (
    <ul ref={listRef} style={{ height }}>
      {shown.map(({ index, top }) => (
        <li key={index} ref={rowRef} data-index={index} data-top={top}>
          {rows[index]?.key}
        </li>
      ))}
    </ul>
  );
}
const shown = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
const topOf = (key: string) => Number(screen.getByText(key).dataset.top);
function scrollDown(to: number) {
  Object.defineProperty(globalThis, 'scrollY', { configurable: true, value: to });
  act(() => void dispatchEvent(new Event('scroll')));
}

it('draws the rows in the window, and what is scrolled to, before what windows the list is loaded', async () => {
  render(<List kept={['r400']} />);
  expect(shown()).toEqual([...rows.slice(0, Math.ceil(innerHeight / 40)).map(({ key }) => key), 'r400']);
  // Where they are, by how high they came out.
  expect(topOf('r3')).toBe(3 * ROW);
  scrollDown(2000);
  expect(shown()).toContain('r50');
  const seen = screen.getByText('r50');
  await act(async () => load());
  await waitFor(() => expect(shown()).not.toContain('r1'));
  expect(shown()).toContain('r400');
  // The same element, with the focus it may have.
  expect(screen.getByText('r50')).toBe(seen);
  scrollDown(0);
  await waitFor(() => expect(shown()).toContain('r1'));
  expect(shown().length).toBeLessThan(fit + 20);
});
