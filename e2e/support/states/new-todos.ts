import { openInbox } from './household.js';
import type { State, StateContext } from './state.js';

/** Pastes into the field of the Inbox. */
async function paste(context: StateContext, text: string) {
  await openInbox(context);
  const field = context.page.getByRole('textbox', { name: 'Add a todo' });
  await field.focus();
  await field.evaluate((element, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await context.page.getByRole('dialog').waitFor();
}

const PASTED = `Groceries tomorrow #Home @waiting p1
  - [x] Milk
  - [ ] Eggs
      - ten of them, from the farm behind the church, and not the small ones that were broken last week
1. Call Ann every month on the 1st at 9am
2. ${'Something long '.repeat(40)}
${Array.from({ length: 12 }, (_, n) => `Item ${n + 1}`).join('\n')}`;

/** What asks about todos that come from elsewhere. */
export const newTodoStates: State[] = [
  { name: 'lines that were pasted', open: (context) => paste(context, PASTED) },
  {
    name: 'too many lines that were pasted',
    open: (context) => paste(context, Array.from({ length: 501 }, (_, n) => `Item ${n + 1}`).join('\n')),
  },
  {
    name: 'what another app shared',
    open: async ({ page }) => {
      await page.goto(
        `/share?${new URLSearchParams({ title: 'Best ferns p1', text: 'How to', url: 'https://example.com/' })}`,
      );
      await page.getByRole('button', { name: /Priority 1/ }).waitFor();
    },
  },
];
