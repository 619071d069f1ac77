import { dayAt } from '@latch/domain/dates';
import { type Explanation, explainFilter } from '@latch/domain/filters/explain-filter';
import type { FilterContext } from '@latch/domain/filters/filter-context';
import type { StepChange } from '@latch/domain/filters/filter-steps';
import { formatFilter } from '@latch/domain/filters/format-filter';
import { useState } from 'react';
import { useFilterContext } from '../../../model/filters/filter-context';
import type { Todo } from '../../../model/todos/todo';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { formatDay } from '../../../shared/formatters/days';
import { Button } from '../../../shared/ui/button';
import { Dialog } from '../../../shared/ui/dialog';
import { CheckIcon, CloseIcon } from '../../../shared/ui/icons';
import { OwnText, Sentence } from '../../../shared/ui/own-text';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { type InspectedView, inspectedView, type Place, type Unreadable } from '../inspected-view';
import { useStep } from '../use-step';
import { InspectedTodoPicker } from './inspected-todo-picker';
import styles from './inspector.module.css';

interface InspectorDialogProps {
  userId: string;
  place: Place;
  /** The todo that is asked about; null for one that is still to be chosen. */
  todoId: string | null;
  /** Opens a page with a filter. */
  onFilter: (query: string) => void;
  onClose: () => void;
}

/** Why a todo is on a page or is not: clause by clause, with what to change. */
export default function InspectorDialog({ userId, place, todoId, onFilter, onClose }: InspectorDialogProps) {
  const [chosenId, choose] = useState(todoId);
  const context = useFilterContext(userId);
  const read = context && inspectedView(place, context);
  const view = typeof read === 'object' ? read : undefined;
  const todo = useReplicaViewIfThere(userId, `inspected ${chosenId}`, (rows) =>
    chosenId === null ? null : (rows.live(chosenId) ?? null),
  );
  if (!context || !read) return null;
  if (view && !todo)
    return <InspectedTodoPicker {...{ userId, view, context, onClose }} onPick={({ id }) => choose(id)} />;
  const parts = view && todo ? explainFilter(view.filter, todo, context, (day) => formatDay(day, context.today)) : [];
  const lingers = todo !== null && todo !== undefined && staysToday(place, todo, context);
  const isHere = lingers || parts.every(({ matches }) => matches);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isHere ? 'Why is this here?' : 'Why is this not here?'}
      description={todo && <OwnText>{todo.title}</OwnText>}
      size="wide"
    >
      {view && todo ? (
        <>
          {lingers && <p>It was completed today. Today shows it until the day turns.</p>}
          {view.note && (
            <p>
              <Sentence>{view.note}</Sentence>
            </p>
          )}
          <Explained {...{ userId, todo, parts }} />
          <Actions {...{ place, view, onFilter }} onAnother={() => choose(null)} />
        </>
      ) : (
        <p>{UNREADABLE[typeof read === 'object' ? 'gone' : read]}</p>
      )}
    </Dialog>
  );
}

const UNREADABLE: Readonly<Record<Unreadable, string>> = {
  empty: 'This filter is empty. Type one first.',
  error: 'This filter has an error. Change it first.',
  gone: 'This is not there any more.',
};

function staysToday(
  { path }: Place,
  { completedAt, due }: Todo,
  { clock, today }: Pick<FilterContext, 'clock' | 'today'>,
): boolean {
  return path === '/today' && due !== null && completedAt !== null && dayAt(Date.parse(completedAt), clock) === today;
}

function Explained({ userId, todo, parts }: { userId: string; todo: Todo; parts: readonly Explanation[] }) {
  const step = useStep(userId);
  return <Parts parts={parts} onStep={(change) => step(todo, change)} />;
}

interface PartsProps {
  parts: readonly Explanation[];
  onStep: (change: StepChange) => void;
}

function Parts({ parts, onStep }: PartsProps) {
  return (
    <ul className={styles.parts}>
      {parts.map(({ text, matches, because, parts: within, step }, index) => (
        // The parts of a filter stay where they are.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} data-matches={matches}>
          {matches ? <CheckIcon size={16} aria-hidden="true" /> : <CloseIcon size={16} aria-hidden="true" />}
          <div>
            <VisuallyHidden>{matches ? 'Met: ' : 'Not met: '}</VisuallyHidden>
            <code translate="no">{text}</code>
            <p dir="auto">{because}</p>
            {step && (
              <Button onClick={() => onStep(step.change)}>
                <Sentence>{step.words}</Sentence>
              </Button>
            )}
            {within.length > 0 && <Parts parts={within} onStep={onStep} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  place: Place;
  view: InspectedView;
  onFilter: (query: string) => void;
  onAnother: () => void;
}

function Actions({ place, view, onFilter, onAnother }: ActionsProps) {
  return (
    <div className={styles.actions}>
      <Button onClick={onAnother}>Another todo</Button>
      {place.path !== '/filter' && (
        <Button onClick={() => onFilter(formatFilter(view.filter))}>
          <Sentence>{`Open “${view.name}” as a filter`}</Sentence>
        </Button>
      )}
    </div>
  );
}
