import { markTodo } from '@latch/domain/search/marks';
import type { SearchQuery } from '@latch/domain/search/search-query';
import { MOST_SHOWN } from '../../model/search/search-view';
import type { Todo } from '../../model/todos/todo';
import { Marked } from '../../shared/ui/marked';
import { SearchLine } from './components/search-line';
import styles from './components/search.module.css';
import { numbered, type Row } from './rows';

/**
 * The lines of what was found: what is open, what is completed, and what of that only the server had.
 * @param older ids of the last
 */
export function searchRows(todos: readonly Todo[], query: SearchQuery, older: ReadonlySet<string>): Row[] {
  const open = todos.filter(({ completedAt }) => completedAt === null);
  const completed = todos.filter(({ completedAt }) => completedAt !== null);
  const here = completed.filter(({ id }) => !older.has(id));
  const fromServer = completed.filter(({ id }) => older.has(id));
  const part = (name: string, some: readonly Todo[]) => {
    const lines = some.slice(0, MOST_SHOWN).map((todo) => line(todo, query));
    return name === '' || lines.length === 0 ? lines : [heading(name), ...lines];
  };
  return numbered([...part('', open), ...part('Completed', here), ...part('Completed, from the server', fromServer)]);
}

function heading(name: string): Row {
  return { kind: 'other', key: name, render: (place) => <SearchLine {...place}>{name}</SearchLine> };
}

function line(todo: Todo, query: SearchQuery): Row {
  const found = { todo, query };
  return {
    kind: 'todo',
    key: todo.id,
    todo,
    depth: 0,
    subtasks: 0,
    folded: false,
    number: 0,
    title: <FoundTitle {...found} />,
    notes: todo.notes === '' ? undefined : <FoundNotes {...found} />,
  };
}

interface Found {
  todo: Todo;
  query: SearchQuery;
}

function FoundTitle({ todo, query }: Found) {
  return <Marked {...markTodo({ title: todo.title, notes: '' }, query).title} />;
}

/** The lines of the notes in which something is found. */
function FoundNotes({ todo, query }: Found) {
  return markTodo(todo, query).notes.map((line, index) => (
    // Lines may be the same.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} className={styles.notes} dir="auto" translate="no">
      <Marked {...line} />
    </span>
  ));
}
