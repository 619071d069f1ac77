import { MoreIcon } from '../../../shared/ui/icons';
import { Menu } from '../../../shared/ui/menu';
import type { UserChange } from '../api/change-user';
import type { ListedUser } from '../api/people-queries';
import { useNow } from '../../../shared/formatters/now';
import { CHANGE_MESSAGES, changesOf } from '../change-messages';
import { marksOf, nameOf, formatPresence } from '../person-formatters';
import styles from './people.module.css';

interface OnePersonProps {
  user: ListedUser;
  isMe: boolean;
  busy: boolean;
  onAsk: (change: UserChange) => void;
}

/** One account, and the menu of what can be done to it; one's own is looked after elsewhere. */
export function OnePerson({ user, isMe, busy, onAsk }: OnePersonProps) {
  const now = useNow();
  const marks = marksOf(user, isMe);
  return (
    <li className={styles.person} data-disabled={user.disabled || undefined} aria-busy={busy || undefined}>
      <div className={styles.text}>
        <p className={styles.name}>{nameOf(user)}</p>
        {user.name && <p className={styles.email}>{user.email}</p>}
        <p className={styles.about}>{formatPresence(user, now)}</p>
        {marks.length > 0 && (
          <ul className={styles.marks} aria-label={`About ${nameOf(user)}`}>
            {marks.map((mark) => (
              <li key={mark} className={styles.mark}>
                {mark}
              </li>
            ))}
          </ul>
        )}
      </div>
      {!isMe && (
        <Menu
          label={`Actions for ${nameOf(user)}`}
          entries={changesOf(user).map((change) => ({
            kind: 'action',
            label: CHANGE_MESSAGES[change].label,
            tone: CHANGE_MESSAGES[change].tone === 'danger' ? 'danger' : undefined,
            onSelect: () => onAsk(change),
          }))}
        >
          <MoreIcon size={20} aria-hidden="true" />
        </Menu>
      )}
    </li>
  );
}
