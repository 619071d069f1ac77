import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { announce } from './announcements';
import { Announcer } from './announcer';

it('says the same words anew when they are said again', () => {
  render(<Announcer />);
  act(() => announce('Moved up.'));
  const first = screen.getByText('Moved up.');
  expect(screen.getByRole('status')).toContainElement(first);
  act(() => announce('Moved up.'));
  expect(screen.getByText('Moved up.')).not.toBe(first);
});
