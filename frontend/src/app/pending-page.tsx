import { VisuallyHidden } from '../shared/ui/visually-hidden';
import { Logo } from '../shared/ui/logo';
import styles from './message-page.module.css';

/** Between pages, for who has to wait: the head of the page to come. */
export function PendingPage() {
  return (
    <div className={styles.page} aria-busy="true">
      <header className={styles.header}>
        <Logo />
      </header>
      <main>
        <h1>
          <VisuallyHidden>Latch</VisuallyHidden>
        </h1>
        <output>
          <VisuallyHidden>Loading</VisuallyHidden>
        </output>
      </main>
    </div>
  );
}
