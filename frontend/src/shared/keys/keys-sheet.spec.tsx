import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../../testing/render';
import { describedKeys } from './key-help';
import KeysSheet from './keys-sheet';

async function openSheet() {
  const page = renderApp(<KeysSheet onClose={() => undefined} />);
  return { ...page, sheet: within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })) };
}

it('has everything in the table', async () => {
  const { sheet } = await openSheet();
  for (const { does } of describedKeys) expect(sheet.getByText(does)).toBeInTheDocument();
  expect(sheet.getByText('Go to Inbox').nextElementSibling).toHaveTextContent('GI');
  expect(sheet.getByText('Next todo').nextElementSibling).toHaveTextContent('J↓');
});

it('shows no letter once they are switched off', async () => {
  const { sheet, user } = await openSheet();
  await user.click(sheet.getByRole('radio', { name: 'Off' }));
  expect(sheet.queryByText('Go to Inbox')).toBeNull();
  expect(sheet.getByText('Next todo').nextElementSibling).toHaveTextContent(/^↓$/);
  await user.click(sheet.getByRole('radio', { name: 'On' }));
  expect(sheet.getByText('Go to Inbox')).toBeInTheDocument();
});
