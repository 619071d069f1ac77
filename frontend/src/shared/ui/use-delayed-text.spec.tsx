import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TYPING_PAUSE_MS, useDelayedText } from './use-delayed-text';

type Options = Parameters<typeof useDelayedText>[2];
interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  options?: Options;
}

function Field({ value, onChange, options }: FieldProps) {
  return <input {...useDelayedText(value, onChange, options).field} />;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(value: string, options?: Options) {
  const onChange = vi.fn<(value: string) => void>();
  const page = render(<Field {...{ value, onChange, options }} />);
  const field = screen.getByRole('textbox');
  return {
    onChange,
    field,
    set: (next: string, onNext = onChange) => page.rerender(<Field value={next} onChange={onNext} options={options} />),
    type: (text: string) => fireEvent.change(field, { target: { value: text } }),
  };
}
const pause = (milliseconds = TYPING_PAUSE_MS) => act(() => void vi.advanceTimersByTime(milliseconds));

it('sends what is typed once, after a pause', () => {
  const { onChange, type } = open('');
  type('m');
  pause(TYPING_PAUSE_MS - 1);
  type('milk');
  pause(TYPING_PAUSE_MS - 1);
  expect(onChange).not.toHaveBeenCalled();
  pause();
  pause();
  expect(onChange.mock.calls).toEqual([['milk']]);
});

it('never sends back a value that came from elsewhere, and shows one again that was typed before', () => {
  const { onChange, field, set, type } = open('');
  type('milk');
  pause();
  set('milk');
  set('bread');
  expect(field).toHaveValue('bread');
  pause();
  fireEvent.blur(field);
  set('milk');
  expect(field).toHaveValue('milk');
  pause();
  expect(onChange.mock.calls).toEqual([['milk']]);
});

it('keeps what is typed on while what was sent comes back', () => {
  const { field, set, type } = open('', { isSame: (value, sent) => value === sent.toLowerCase() });
  type('Milk');
  pause();
  type('Milk b');
  set('milk');
  expect(field).toHaveValue('Milk b');
});

it.each([
  ['the field is left', (field: HTMLElement) => fireEvent.blur(field)],
  ['Enter', (field: HTMLElement) => fireEvent.keyDown(field, { key: 'Enter' })],
])('sends at once on %s, and not again after the pause', (_name, leave) => {
  const { onChange, field, type } = open('');
  type('milk');
  leave(field);
  expect(onChange.mock.calls).toEqual([['milk']]);
  pause();
  expect(onChange).toHaveBeenCalledOnce();
});

it('sends to the latest handler at the end of the pause', () => {
  const { onChange, set, type } = open('');
  const later = vi.fn<(value: string) => void>();
  type('milk');
  set('', later);
  pause();
  expect(onChange).not.toHaveBeenCalled();
  expect(later.mock.calls).toEqual([['milk']]);
});

it('sends nothing where what is sent of the text is the same', () => {
  const { onChange, field, type } = open('milk', { tidy: (text) => text.trim() });
  type('milk ');
  pause();
  expect(onChange).not.toHaveBeenCalled();
  expect(field).toHaveValue('milk ');
});
