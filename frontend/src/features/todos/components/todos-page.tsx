import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useToasts } from '../../../shared/ui/toast';
import { todoQueries } from '../api/todo-queries';
import { quote } from '../quote';
import type { Todo } from '../todo';
import type { TodoFilters } from '../todo-filters';
import { useAnnouncer } from '../use-announcer';
import { useKeptDraft } from '../use-kept-draft';
import { useTodoActions } from '../use-todo-actions';
import type { Editing } from '../use-todo-editor';
import { Announcer } from './announcer';
import { ConnectionBanner } from './connection-banner';
import { focusComposer, TodoComposer } from './todo-composer';
import { TodoListSection } from './todo-list-section';
import { TodoListSkeleton } from './todos-page-skeleton';
import { TodoToolbar } from './todo-toolbar';
import styles from './todos-page.module.css';

export interface TodosPageProps {
  userId: string;
  search: TodoFilters;
  onSearchChange: (change: Partial<TodoFilters>) => void;
}

/** A person's todos: writing down, finding, changing, completing. */
export function TodosPage({ userId, search, onSearchChange }: TodosPageProps) {
  const [said, announce] = useAnnouncer();
  const [draft, setDraft] = useKeptDraft(userId);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [wanted, focusTodo] = useState<string | null>(null);
  const { data: counts } = useQuery(todoQueries.counts(userId));
  const toasts = useToasts();
  const writeAgain = (title: string) => {
    setDraft(draft ? `${title}\n${draft}` : title);
    focusComposer();
  };
  const editAgain = (seen: Todo, draft: Todo) => setEditing({ seen, draft });
  const actions = useTodoActions(userId, { announce, focusTodo, editAgain, writeAgain });

  const add = (title: string) => {
    actions.add(title);
    if (search.status !== 'completed') return;
    const showOpen = () => onSearchChange({ status: 'open' });
    toasts.show({ title: `Added ${quote(title)}`, action: { label: 'Show open', onPress: showOpen } });
  };

  return (
    <div className={styles.page}>
      <h1 tabIndex={-1} className={styles.heading}>
        Todos
      </h1>
      <ConnectionBanner userId={userId} />
      <TodoComposer draft={draft} onDraftChange={setDraft} onAdd={add} />
      <TodoToolbar
        filters={search}
        counts={counts}
        onChange={onSearchChange}
        onClear={() => counts && actions.clearCompleted(counts.completed)}
      />
      <Suspense fallback={<TodoListSkeleton />}>
        <TodoListSection
          {...{ userId, filters: search, counts, actions, announce }}
          {...{ editing, setEditing, wanted, focusTodo }}
        />
      </Suspense>
      <Announcer said={said} />
    </div>
  );
}
