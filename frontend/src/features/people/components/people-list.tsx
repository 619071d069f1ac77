import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { Skeleton } from '../../../shared/ui/skeleton';
import type { UserChange } from '../api/change-user';
import { type ListedUser, peopleQueries } from '../api/people-queries';
import { CHANGE_MESSAGES } from '../change-messages';
import { nameOf } from '../person-formatters';
import { usePeopleMutations } from '../use-people-mutations';
import { OnePerson } from './one-person';
import styles from './people.module.css';
import { ShowMore } from './show-more';

interface Question {
  change: UserChange;
  user: ListedUser;
}

/** Who has an account, and what can be done about it. */
export function PeopleList({ userId }: { userId: string }) {
  const users = useInfiniteQuery(peopleQueries.users(userId));
  const { busy, message, change } = usePeopleMutations(userId);
  const [question, ask] = useState<Question>();
  const list = useRef<HTMLUListElement>(null);
  if (users.isPending) return <Skeleton lines={4} />;
  if (!users.data)
    return (
      <Banner action={<Button onClick={() => void users.refetch()}>Try again</Button>}>
        {sentenceOf(users.error)}
      </Banner>
    );
  const people = users.data.pages.flatMap(({ items }) => items);
  const messages = question && CHANGE_MESSAGES[question.change];
  const answerYes = async ({ change: what, user }: Question) => {
    if (await change(what, user)) list.current?.focus();
  };
  return (
    <>
      {message && <Banner tone="danger">{message}</Banner>}
      <ul ref={list} className={styles.list} aria-label="People" tabIndex={-1}>
        {people.map((user) => (
          <OnePerson
            key={user.id}
            user={user}
            isMe={user.id === userId}
            busy={busy === user.id}
            onAsk={(change) => ask({ change, user })}
          />
        ))}
      </ul>
      <ShowMore query={users} />
      {question && messages && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && ask(undefined)}
          title={messages.question(nameOf(question.user))}
          confirmLabel={messages.verb}
          tone={messages.tone}
          onConfirm={() => void answerYes(question)}
        >
          {messages.consequence}
        </ConfirmDialog>
      )}
    </>
  );
}
