import { compileFilter } from '@latch/domain/filters/compile-filter';
import type { FilterContext } from '@latch/domain/filters/filter-context';
import { useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { FilterList } from '../../../shared/ui/filter-list';
import { LatchMark } from '../../../shared/ui/latch-mark';
import { OwnText } from '../../../shared/ui/own-text';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { findByTitle } from '../find-by-title';
import type { InspectedView } from '../inspected-view';
import styles from './inspector.module.css';

interface InspectedTodoPickerProps {
  userId: string;
  view: InspectedView;
  context: FilterContext;
  onPick: (todo: Todo) => void;
  onClose: () => void;
}

/** Finds the todo of which somebody wants to know why it is on a page, or is not: first those that are missing there. */
export function InspectedTodoPicker({ userId, view, context, onPick, onClose }: InspectedTodoPickerProps) {
  const [typed, setTyped] = useState('');
  const isHere = compileFilter(view.filter, context);
  const found = useReplicaViewIfThere(userId, `to inspect ${typed}`, (rows) => findByTitle(rows, typed)) ?? [];
  const items = found.map((todo) => ({ id: todo.id, label: todo.title, todo, isHere: isHere(todo) }));
  const title = `Why is a todo in ${view.name}, or not?`;
  return (
    <PickerPopup title={title} onClose={onClose}>
      <FilterList
        label={title}
        placeholder={`Why is it not in ${view.name}? Type its title`}
        text={typed}
        onTextChange={setTyped}
        groups={[
          { name: 'Not here', items: items.filter((item) => !item.isHere) },
          { name: 'Here', items: items.filter((item) => item.isHere) },
        ]}
        renderItem={({ todo }) => (
          <>
            <LatchMark closed={todo.completedAt !== null} className={styles.mark} />
            <OwnText>{todo.title}</OwnText>
          </>
        )}
        onPick={({ todo }) => onPick(todo)}
        empty="No todo has that in its title."
      />
    </PickerPopup>
  );
}
