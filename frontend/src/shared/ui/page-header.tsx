import type { ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  title: string;
  /** Somebody gave the page this name. */
  own?: boolean;
  /** Before the title, for the eye: a mark, as a rule. */
  mark?: ReactNode;
  /** What can be done with the whole page. */
  children?: ReactNode;
}

/** The heading of a page, which takes the focus after a navigation, and what can be done with the page. */
export function PageHeader({ title, own, mark, children }: PageHeaderProps) {
  return (
    <div className={styles.header}>
      {mark}
      <h1 className={styles.title} tabIndex={-1} dir="auto" translate={own ? 'no' : undefined}>
        {title}
      </h1>
      {children && <div className={styles.tools}>{children}</div>}
    </div>
  );
}
