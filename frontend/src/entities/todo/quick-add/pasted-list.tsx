import type { CSSProperties } from 'react';
import { useToday } from '../../../shared/formatters/clock';
import { LatchMark } from '../../../shared/ui/latch-mark';
import { OwnText } from '../../../shared/ui/own-text';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { wordsOfChip } from './chip-words';
import type { PastedDraft } from './paste-drafts';
import styles from './quick-add.module.css';

/** It scrolls by itself, so that what can be done with it stays to be seen. */
const LIST: CSSProperties = {
  maxHeight: 'clamp(8rem, 100dvh - 33rem, 45dvh)',
  overflowY: 'auto',
  margin: 0,
  padding: 0,
  listStyle: 'none',
};
const ROW: CSSProperties = { display: 'flex', gap: '0.5rem', paddingBlock: '0.125rem', overflowWrap: 'anywhere' };
const MARK = 20;
/** How deep subtasks are shown indented. */
const DEEPEST = 5;

/** Todos as they will be made: subtasks indented, those that are done ticked, with what was understood of each line. */
export function PastedList({ drafts }: { drafts: readonly PastedDraft[] }) {
  return (
    // It takes keys to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul style={LIST} aria-label="Todos to add" tabIndex={0}>
      {drafts.map((draft, index) => {
        // Nothing but their order tells them apart.
        const key = `${index} ${draft.wanted.title}`;
        return <PastedRow key={key} draft={draft} />;
      })}
    </ul>
  );
}

function PastedRow({ draft: { wanted, depth, isDone, read } }: { draft: PastedDraft }) {
  const day = useToday();
  return (
    <li style={{ ...ROW, paddingInlineStart: `${Math.min(depth, DEEPEST) * 1.5}rem` }}>
      <span style={{ flex: 'none', width: MARK, height: MARK }}>
        <LatchMark closed={isDone} />
      </span>
      <span style={{ minWidth: 0 }}>
        {isDone && <VisuallyHidden>Completed: </VisuallyHidden>}
        {depth > 0 && <VisuallyHidden>Subtask: </VisuallyHidden>}
        <OwnText>{wanted.title}</OwnText>
        {wanted.notes && <span className={styles.given}>The whole line in the notes</span>}
        {read.chips.map((chip) => {
          const { before, words } = wordsOfChip(chip, read, day);
          return (
            <span key={`${chip.kind} ${chip.start}`} className={styles.given}>
              <VisuallyHidden>{before}</VisuallyHidden>
              {chip.name === undefined ? words : <OwnText>{words}</OwnText>}
            </span>
          );
        })}
      </span>
    </li>
  );
}
