import { type ReactNode, useEffect, useRef } from 'react';
import { PageOfForm } from '../../../shared/account-forms/use-account-form';
import { LatchMark } from '../../../shared/ui/latch-mark';
import { Logo } from '../../../shared/ui/logo';
import { usePageTitle } from '../../../shared/ui/page-title';
import { ThemeControl } from '../../../shared/ui/theme-control';
import styles from './account-page.module.css';

interface AccountPageProps {
  /** The tab's title. */
  title: string;
  heading: string;
  lead?: string;
  /** The ways to other pages, a paragraph each. */
  other?: ReactNode;
  /** Takes the focus to the heading, where the page took the place of another. */
  takesFocus?: boolean;
  /** For what is read rather than filled in: over the whole window. */
  wide?: boolean;
  children?: ReactNode;
}

/** A page that stands by itself, as sign-in and sign-up: the form, and beside it a leaf of the notebook. */
export function AccountPage({ title, heading, lead, other, takesFocus, wide, children }: AccountPageProps) {
  const top = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => {
    if (takesFocus) top.current?.focus();
  }, [takesFocus]);
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      <header className={styles.header}>
        <Logo />
        <ThemeControl />
      </header>
      <main className={styles.main}>
        <h1 ref={top} className={styles.heading} tabIndex={-1}>
          {heading}
        </h1>
        <div className={styles.lead}>{lead}</div>
        <PageOfForm value={true}>{children}</PageOfForm>
        {other && <div className={styles.other}>{other}</div>}
      </main>
      {!wide && <Leaf />}
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
