import { createRef } from 'react';
import { expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render';
import { FilterField } from './filter-field';

it('marks two errors at one place without taking them for one', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const errors = ['The first.', 'The second.'].map((message) => ({ start: 2, end: 2, message }));
  const field = createRef<HTMLInputElement>();
  const shown = { query: 'p1', errors, problems: [], offers: [], field };
  const { container } = renderApp(<FilterField {...shown} onQuery={() => undefined} />);
  expect(container.querySelectorAll('mark')).toHaveLength(2);
  expect(told).not.toHaveBeenCalled();
});
