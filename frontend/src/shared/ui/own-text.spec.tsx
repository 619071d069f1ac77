import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { translatePage } from '../../testing/translate-page';
import { Sentence } from './own-text';
import { quote } from './quote';

const ownIn = (container: HTMLElement) => Array.from(container.querySelectorAll('bdi'), (own) => own.textContent);

it('keeps what people wrote apart from what the app says, whatever its direction and its marks', () => {
  const titles = ['safe\u202Egpj.exe', 'سقي النباتات', 'She said “now”'];
  for (const title of titles) {
    const { container, unmount } = render(<Sentence>{`Completed ${quote(title)} and ${quote('more')}.`}</Sentence>);
    expect(ownIn(container)).toEqual([title.replace('“now”', '‘now’'), 'more']);
    expect(container.querySelector('bdi')).toHaveAttribute('translate', 'no');
    expect(container).toHaveTextContent(/^Completed “.*” and “more”\.$/);
    unmount();
  }
});

it('says the next thing on a page that is translated', () => {
  const { container, rerender } = render(<Sentence>{`Completed ${quote('Ferns')}`}</Sentence>);
  translatePage();
  rerender(<Sentence>{`Deleted ${quote('Ferns')} and ${quote('roses')}`}</Sentence>);
  expect(container).toHaveTextContent('Deleted “Ferns” and “roses”');
  translatePage();
  rerender(<Sentence>Undone.</Sentence>);
  expect(container.textContent).toBe('Undone.');
});
