import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './sidebar.module.css';

export interface SidebarLinkProps {
  to: LinkProps;
  icon: ReactNode;
  name: string;
  /** Open todos behind it; not shown when there are none. */
  count?: number;
  /** A button before the name, such as one that folds. */
  before?: ReactNode;
  /** What can be done with it; shown when it is pointed at, or focused. */
  actions?: ReactNode;
  /** Todos can be dropped on it, into this project. */
  dropProjectId?: string;
  /** Todos dropped on it get this label. */
  dropLabelId?: string;
  /** What lies in it. */
  children?: ReactNode;
}

/** One line of the sidebar. */
export function SidebarLink(props: SidebarLinkProps) {
  const isOwn = 'params' in props.to;
  const { to, icon, name, count, before, actions, dropProjectId, dropLabelId, children } = props;
  return (
    <li>
      <div
        className={styles.line}
        data-chosen-when-current=""
        data-drop-project-id={dropProjectId}
        data-drop-label-id={dropLabelId}
      >
        {before}
        <Link {...to} className={styles.link} activeOptions={{ includeSearch: false }}>
          <span className={styles.icon}>{icon}</span>
          {isOwn ? <OwnText className={styles.name}>{name}</OwnText> : <span className={styles.name}>{name}</span>}
          {Boolean(count) && (
            <span className={styles.count}>
              <span>{count}</span> <VisuallyHidden>open</VisuallyHidden>
            </span>
          )}
        </Link>
        {actions && <span className={styles.actions}>{actions}</span>}
      </div>
      {children}
    </li>
  );
}
