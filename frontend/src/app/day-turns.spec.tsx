import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import DatePicker from '../entities/todo/pickers/date-picker';
import { TodoMeta } from '../entities/todo/todo-meta';
import { History } from '../features/todo-panel/components/history';
import { Properties } from '../features/todo-panel/components/properties';
import { dayOf } from '../shared/formatters/days';
import { USER_ID } from '../testing/fake-latch';
import { renderApp } from '../testing/render';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';

beforeEach(() => void vi.setSystemTime(new Date(2026, 10, 20, 12)));
afterEach(() => vi.useRealTimers());

it('a day that ends is yesterday everywhere on an open page', async () => {
  const due = dayOf(new Date());
  const todo = aTodo({ due: null });
  const latch = serveLatch(todo);
  latch.changeElsewhere(todo.id, { due });
  const dueToday = { ...todo, due };
  const { user } = renderApp(
    <>
      <section aria-label="Row">
        <TodoMeta todo={dueToday} labels={[]} subtasks={0} />
      </section>
      <section aria-label="Card">
        <TodoMeta todo={dueToday} labels={[]} subtasks={0} card />
      </section>
      <section aria-label="Panel">
        <Properties todo={dueToday} outline={undefined} actions={{} as never} onAction={vi.fn()} />
        <History userId={USER_ID} todoId={todo.id} outline={undefined} />
      </section>
    </>,
  );
  await user.click(screen.getByRole('button', { name: 'Show history' }));
  await screen.findByText('Due date set to Today');
  expect(screen.getByRole('region', { name: 'Row' })).toHaveTextContent('Due Today');
  expect(screen.getByRole('region', { name: 'Card' })).toHaveTextContent('Due Today');

  letADayPass();

  expect(screen.getByRole('region', { name: 'Row' })).toHaveTextContent('Overdue: Yesterday');
  expect(screen.getByRole('region', { name: 'Card' })).toHaveTextContent('Overdue: Yesterday');
  const panel = screen.getByRole('region', { name: 'Panel' });
  expect(panel).toHaveTextContent('Due dateYesterday');
  expect(panel).toHaveTextContent('Due date set to Yesterday');
});

it('an open picker offers the new day as today', async () => {
  const onPick = vi.fn();
  const { user } = renderApp(<DatePicker name="due" todos={[aTodo()]} onPick={onPick} onClose={vi.fn()} />);
  await screen.findByRole('option', { name: /^Today/ });
  letADayPass();
  await user.click(screen.getByRole('option', { name: /^Today/ }));
  expect(onPick).toHaveBeenCalledExactlyOnceWith(dayOf(new Date()));
});

/** The machine sleeps, and the person comes back. */
function letADayPass() {
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  vi.useFakeTimers({ now: tomorrow, toFake: ['Date'] });
  act(() => void dispatchEvent(new Event('focus')));
}
