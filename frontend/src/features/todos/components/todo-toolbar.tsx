import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../shared/ui/button';
import { IconButton } from '../../../shared/ui/icon-button';
import { KeyboardIcon, OrderIcon } from '../../../shared/ui/icons';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import { useCharacterKeys } from '../character-keys';
import type { TodoCounts } from '../todo';
import { defaultTodoFilters, type TodoFilters, type TodoStatus } from '../todo-filters';
import { useCommands } from '../use-commands';
import { focusComposer } from './todo-composer';
import styles from './todo-toolbar.module.css';

const KeysSheet = lazy(() => import('./keys-sheet').then(({ KeysSheet }) => ({ default: KeysSheet })));

interface TodoToolbarProps {
  filters: TodoFilters;
  counts: TodoCounts | undefined;
  onChange: (change: Partial<TodoFilters>) => void;
  onClear: () => void;
}

/** Which todos are shown, and in what order. */
export function TodoToolbar({ filters, counts, onChange, onClear }: TodoToolbarProps) {
  const [keysShown, showKeys] = useState(false);
  const [characterKeys] = useCharacterKeys();
  useCommands({ add: focusComposer, help: () => showKeys(true) });

  const segment = (value: TodoStatus, label: string, count?: number) => ({
    value,
    label,
    count,
    href: addressOf({ ...filters, status: value }),
  });
  const other = filters.order === 'newest' ? 'oldest' : 'newest';
  const clearable = filters.status !== 'open' && Boolean(counts?.completed);

  return (
    <div className={styles.toolbar}>
      <SegmentedControl
        label="Which todos"
        value={filters.status}
        onChange={(status) => onChange({ status })}
        options={[
          segment('open', 'Open', counts?.open),
          segment('completed', 'Completed', counts?.completed),
          segment('all', 'All', counts && counts.open + counts.completed),
        ]}
      />
      <div className={styles.tools}>
        {clearable && (
          <Button className={styles.clear} onClick={onClear}>
            Clear completed
          </Button>
        )}
        <IconButton label={`Show ${other} first`} onClick={() => onChange({ order: other })}>
          <OrderIcon size={20} aria-hidden="true" />
        </IconButton>
        <IconButton label="Keys" shortcut={characterKeys ? '?' : undefined} onClick={() => showKeys(true)}>
          <KeyboardIcon size={20} aria-hidden="true" />
        </IconButton>
      </div>
      {keysShown && (
        <Suspense fallback={null}>
          <KeysSheet onClose={() => showKeys(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The address of a view, from anywhere on this page; what is default is left out of it. */
function addressOf(filters: TodoFilters): string {
  const search = new URLSearchParams();
  if (filters.status !== defaultTodoFilters.status) search.set('status', filters.status);
  if (filters.order !== defaultTodoFilters.order) search.set('order', filters.order);
  return `?${search}`;
}
