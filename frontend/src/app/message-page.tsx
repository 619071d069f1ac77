import type { ReactNode } from 'react';
import { useInsideShell } from '../shell/inside-shell';
import { inApp } from '../shared/base-path';
import { Logo } from '../shared/ui/logo';
import { usePageTitle } from '../shared/ui/page-title';
import styles from './message-page.module.css';

interface MessagePageProps {
  title: string;
  heading: string;
  children: ReactNode;
}

/** A page that only has something to say. */
export function MessagePage({ title, heading, children }: MessagePageProps) {
  usePageTitle(title);
  const message = (
    <>
      <h1 className={styles.heading} tabIndex={-1}>
        {heading}
      </h1>
      <div className={styles.text}>{children}</div>
    </>
  );
  if (useInsideShell()) return message;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <a className={styles.home} href={inApp('/inbox')} aria-label="Latch, all your todos">
          <Logo />
        </a>
      </header>
      <main className={styles.main}>{message}</main>
    </div>
  );
}
