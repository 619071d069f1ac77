import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import drawnIcon from './drawn-icon';

const Plus = drawnIcon({
  node: [
    ['path', { d: 'M5 12h14' }],
    ['path', { d: 'M12 5v14' }],
  ],
});

it('draws its lines in the size it is asked for, in step with the text, hidden from screen readers', () => {
  const { container } = render(<Plus size={16} className="big" />);
  const picture = container.querySelector('svg');
  expect(picture).toHaveAttribute('width', '1rem');
  expect(picture).toHaveClass('big');
  expect(picture).toHaveAttribute('aria-hidden', 'true');
  expect(container.querySelectorAll('path')).toHaveLength(2);
});

it('is said when it has a name', () => {
  render(<Plus aria-label="Added" />);
  expect(screen.getByLabelText('Added')).not.toHaveAttribute('aria-hidden');
});
