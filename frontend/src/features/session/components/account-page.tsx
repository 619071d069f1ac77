import type { ReactNode } from 'react';
import { LatchMark } from '../../../shared/ui/latch-mark';
import { Logo } from '../../../shared/ui/logo';
import { usePageTitle } from '../../../shared/ui/page-title';
import { ThemeControl } from '../../../shared/ui/theme-control';
import styles from './account-page.module.css';

interface AccountPageProps {
  /** The tab's title. */
  title: string;
  heading: string;
  lead: string;
  /** The way to the other page. */
  other: ReactNode;
  children: ReactNode;
}

/** The page of sign-in and sign-up: the form, and beside it a leaf of the notebook. */
export function AccountPage({ title, heading, lead, other, children }: AccountPageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Logo />
        <ThemeControl />
      </header>
      <main className={styles.main}>
        <h1 className={styles.heading} tabIndex={-1}>
          {heading}
        </h1>
        <p className={styles.lead}>{lead}</p>
        {children}
        <p className={styles.other}>{other}</p>
      </main>
      <Leaf />
    </div>
  );
}

const examples = [
  { text: 'Water the ferns', closed: true },
  { text: 'Return the library books', closed: true },
  { text: 'Ask Ilse about the spare key', closed: false },
  { text: 'Book the train to Utrecht', closed: false },
];

/** What Latch is, shown: for the eye only. */
function Leaf() {
  return (
    <div className={styles.leaf} aria-hidden="true">
      <div className={styles.lines}>
        {examples.map(({ text, closed }) => (
          <div key={text} className={styles.line} data-closed={closed || undefined}>
            <LatchMark closed={closed} />
            <span>{text}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
