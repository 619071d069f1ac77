import { act, fireEvent, render, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TYPING_PAUSE_MS } from '../../../shared/ui/use-delayed-text';
import { FilterField } from '../components/filter-field';
import FilterBuilder from './filter-builder';

const reading = { today: '2026-11-21', clock: { zone: 'UTC', dayStart: 0 } };

function Page({ initial }: { initial: string }) {
  const [query, setQuery] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <FilterField query={query} onQuery={setQuery} errors={[]} problems={[]} offers={[]} field={field} />
      <FilterBuilder query={query} onQuery={setQuery} reading={reading} outline={undefined} />
    </>
  );
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const field = () => screen.getByRole('textbox', { name: 'Filter' });
const values = () => screen.getAllByLabelText<HTMLInputElement>('Value').map(({ value }) => value);
const type = (into: HTMLElement, text: string) => fireEvent.change(into, { target: { value: text } });
const pause = () => act(() => void vi.advanceTimersByTime(TYPING_PAUSE_MS));

it('leaves the text as it is typed, whatever its conditions show', () => {
  render(<Page initial="today & @phone" />);
  type(field(), 'tomorrow & @phone');
  pause();
  expect(values()).toEqual(['tomorrow', 'phone']);
  pause();
  expect(field()).toHaveValue('tomorrow & @phone');
  type(field(), 'tomorrow & @phone & p1');
  pause();
  pause();
  expect(field()).toHaveValue('tomorrow & @phone & p1');
});

it('does not bring back a condition that is removed right after another one was typed', () => {
  render(<Page initial="@home & @phone" />);
  const value = screen.getAllByLabelText('Value')[0]!;
  type(value, 'work');
  fireEvent.blur(value);
  fireEvent.click(screen.getByRole('button', { name: 'Remove condition 2' }));
  expect(field()).toHaveValue('@work');
  pause();
  expect(field()).toHaveValue('@work');
  expect(values()).toEqual(['work']);
});
