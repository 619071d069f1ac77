import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { AlertIcon } from './icons';
import styles from './banner.module.css';

export interface BannerProps {
  tone?: 'info' | 'danger';
  children: ReactNode;
  /** One button or link. */
  action?: ReactNode;
}

/** A notice in the flow of the page; a `danger` one interrupts a screen reader, an `info` one waits its turn. */
export function Banner({ tone = 'info', children, action }: BannerProps) {
  return (
    <div
      className={classNames(styles.banner, tone === 'danger' ? styles.danger : styles.info)}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      {tone === 'danger' && <AlertIcon size={20} aria-hidden="true" className={styles.icon} />}
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
