import { Reminders } from '../features/reminders/reminders';
import { PersonClock } from './person-clock';
import { useOpenTodo } from './use-open-todo';

/** What says something above every page, or to the whole device. Comes right behind the page. */
export default function ShellNotices({ userId }: { userId: string }) {
  const { open } = useOpenTodo();
  return (
    <>
      <PersonClock userId={userId} />
      <Reminders userId={userId} onOpen={open} />
    </>
  );
}
