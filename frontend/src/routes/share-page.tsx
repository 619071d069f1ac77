import { useLocation, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { AddTodo } from '../entities/todo/quick-add/quick-add-line';
import { useQuickAdd } from '../entities/todo/use-quick-add';
import { useTodoActions } from '../model/todos/use-todo-actions';
import { writingCommand } from '../shared/keys/key-bindings';
import { Button } from '../shared/ui/button';
import formStyles from '../shared/ui/form.module.css';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { TextArea } from '../shared/ui/text-area';
import { useUserId } from './authenticated-route';
import styles from './page.module.css';
import { sharedTodo } from './shared-todo';

const INBOX = {};

/** `/share?title=…&text=…&url=…`, where the installed app is given what other apps share. Nothing is added until the person says so. */
export function SharePage() {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  return <SharedText key={search} search={search} />;
}

function SharedText({ search }: { search: string }) {
  const userId = useUserId();
  const shared = useMemo(() => sharedTodo(search), [search]);
  const [notes, setNotes] = useState(shared.notes);
  const navigate = useNavigate();
  const actions = useTodoActions(userId);
  usePageTitle('Add what was shared');
  const leave = () => void navigate({ to: '/inbox', replace: true });
  const onAdd: AddTodo = (wanted, drafts) => {
    const all = [wanted.notes, notes.trim()].filter(Boolean).join('\n\n');
    const first = all ? { ...wanted, notes: all } : wanted;
    actions.add(
      first,
      drafts?.map((draft, index) => (index === 0 ? { ...draft, wanted: first } : draft)),
    );
    leave();
  };
  const options = { userId, draftName: 'share', place: INBOX, onAdd };
  const { write, add, paste, fieldProps, understood } = useQuickAdd(options);
  const { ref: field } = fieldProps;
  const begin = useEffectEvent(({ line, lines }: typeof shared) => {
    write(line);
    if (lines) paste(lines);
    else field.current?.focus();
  });
  useEffect(() => begin(shared), [shared]);
  const cancel = () => {
    write('');
    leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    if (command === 'discard') cancel();
    else add();
  };
  return (
    <div className={styles.page}>
      <PageHeader title="Add what was shared" />
      <div>
        <TextArea {...fieldProps} label="Todo" placeholder="Add a todo" onKeyDown={onKeyDown} />
        {understood}
      </div>
      <TextArea
        label="Notes"
        placeholder="Notes"
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <div className={formStyles.actions}>
        <Button onClick={cancel}>Cancel</Button>
        <Button variant="primary" onClick={add}>
          Add todo
        </Button>
      </div>
    </div>
  );
}
