import { useMemo } from 'react';
import { useTodoFocus } from '../../../entities/todo/use-todo-focus';
import { useTodoHandlers } from '../../../entities/todo/use-todo-handlers';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { useConflicts } from '../../../model/todos/use-conflicts';
import { useAdding } from '../../../model/todos/use-adding';
import type { Column } from '../board-columns';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import { useBoard } from '../use-board';
import { useBoardCommands } from '../use-board-commands';
import { draftName, useBoardWriting } from '../use-board-writing';
import { useKeptFocus } from '../../../model/todos/use-kept-focus';
import { useSelection } from '../../../model/todos/use-selection';
import { useSectionHandlers } from '../use-section-handlers';
import { AddColumn } from './add-column';
import { BoardColumn } from './board-column';
import styles from './board.module.css';
import { CardComposer } from './card-composer';

export interface BoardViewProps extends ListCallbacks {
  userId: string;
  /** A project's id, or `inbox`. */
  projectId: string;
}

/** A project as a board: a column for each section. Give it the project as its key. */
export default function BoardView({ userId, projectId, ...callbacks }: BoardViewProps) {
  const { composing, compose, editing, edit, titleHandlers, actions } = useBoardWriting(userId);
  const { outline, project, columns, linger, isPart } = useBoard(userId, projectId, editing?.seen);
  const addTodo = useAdding(userId, actions);
  const { createSection } = useOutlineActions(userId);
  const conflicts = useConflicts(userId);
  const todos = useMemo(() => columns.flatMap(({ cards }) => cards.map(({ todo }) => todo)), [columns]);
  const selection = useSelection(todos, todos);
  const { active, activeId, wanted, onActive, focusTodo } = useTodoFocus(userId, todos);
  useKeptFocus({ todos, activeId, focusTodo });
  const options = { userId, actions, callbacks, selecting: selection, linger, onActive };
  const { setCompleted, ...handlers } = useTodoHandlers(options);
  const sections = useSectionHandlers(userId, columns);
  const columnOfActive = columns.find(({ cards }) => cards.some(({ todo }) => todo === active)) ?? columns[0];
  const add = () => compose(columnOfActive?.key ?? 'none');
  useBoardCommands({ columns, isPart, active, selection, actions, callbacks, focusTodo, setCompleted, edit, add });

  const placeOf = ({ section }: Column) => ({ projectId: project?.id, sectionId: section?.id });
  return (
    <>
      <div className={styles.board} data-layout="board">
        {columns.map((column) => (
          <BoardColumn
            key={column.key}
            {...{ column, isPart, conflicts, selection, wanted, sections, editing, ...handlers }}
            {...titleHandlers(focusTodo)}
            projectId={project?.id ?? projectId}
            labels={outline?.labels ?? []}
            activeId={active?.id ?? null}
            openId={callbacks.openId}
            composer={
              composing === column.key && (
                <CardComposer
                  userId={userId}
                  column={column.name}
                  draftName={draftName(projectId, column.key)}
                  place={placeOf(column)}
                  onAdd={addTodo}
                  onClose={() => compose((now) => (now === column.key ? null : now))}
                />
              )
            }
            onCompose={() => compose(column.key)}
          />
        ))}
        {project && <AddColumn onAdd={(name) => createSection({ projectId: project.id, name })} />}
      </div>
      {selection.todos.length > 0 && callbacks.bulkBar?.(selection)}
    </>
  );
}
