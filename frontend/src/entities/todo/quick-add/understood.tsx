import { type Chip, moveRanges, type Offer, type QuickAdd } from '@latch/domain/quick-add';
import type { NameKind, Range } from '@latch/domain/quick-add-marks';
import { tidyLine } from '@latch/domain/tidy-line';
import { useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { nextColour } from '../../../model/outline/next-colour';
import { INBOX, projectOf } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { titleProblem } from '../../../model/todos/todo';
import { syncedReplica } from '../../../replica/synced-replica';
import { namesOf } from '../../../replica/views';
import { today, useToday } from '../../../shared/formatters/clock';
import { keptDraft, useKeptDraft } from '../../../shared/kept/use-kept-draft';
import { announce } from '../../../shared/ui/announcements';
import { wordsOfChip } from './chip-words';
import { Chips } from './chips';
import { useCaret, useCaretTo, useFieldState, useKeys } from './field';
import { NameMenu } from './name-menu';
import type { QuickAddLine } from './quick-add-line';
import { readLine, wantedBy } from './read-line';
import { askedName, itemsFor, type NameItem } from './name-items';
import { paste, usePaste } from './pasting';

/** What is shown of the lines that are on the page, so that what is sent is what their chips said. */
const shown = new Map<string, { draft: string; read: QuickAdd }>();

/** Adds the todo that a line says. One that is refused comes back. */
function addLine(line: QuickAddLine, draft: string): void {
  const { client, userId, place, onAdd, setDraft, setProblem } = line;
  const seen = shown.get(keyOf(line));
  const { shown: rows } = syncedReplica(client, userId).replica;
  const read =
    seen?.draft === draft ? seen.read : readLine(draft, place, namesOf(rows), dismissedOf(line, draft), today());
  const problem = titleProblem(read.title);
  setProblem(problem);
  if (problem === null) onAdd(wantedBy(place, read));
  else setDraft((now) => (now ? `${draft} ${now}` : draft));
}

interface UnderstoodProps {
  line: QuickAddLine;
  draft: string;
}

/** What goes on in a field for new todos: what is pasted there, and what is understood of the line while there is one. */
function Understood(props: UnderstoodProps) {
  usePaste(props.line, props.draft);
  return props.draft === '' ? null : <UnderstoodLine {...props} />;
}

/** What is understood of a line, under it as one types; and the names that complete it. */
function UnderstoodLine({ line, draft }: UnderstoodProps) {
  const { userId, place, setDraft } = line;
  const outline = useOutline(userId);
  const day = useToday();
  const [dismissed, setDismissed] = useDismissed(line, draft);
  const read = readLine(draft, place, outline, dismissed, day);
  useShown(keyOf(line), draft, read);
  useProblem(line, read.title);
  useSaid(read.chips.map((chip) => Object.values(wordsOfChip(chip, read, day)).join('')).join(', '));
  const caretTo = useCaretTo(line);
  const create = useCreating(userId);
  const dismiss = ({ start, end }: Chip) => setDismissed([...dismissed, { start, end }]);
  const projectId = read.fields.projectId ?? place.projectId ?? projectOf(outline, INBOX)?.id;
  const replace = ({ start, end }: Range, name: string) => {
    const rest = draft.slice(end);
    const text = `${draft[start]}${name}${/^\s/.test(rest) ? '' : ' '}`;
    setDraft(draft.slice(0, start) + text + rest);
    caretTo(start + text.length + (/^\s/.test(rest) ? 1 : 0));
  };
  const make = ({ kind, name, ...range }: Offer) => {
    create(kind, name, projectId);
    replace(range, name);
  };
  const { menu, offered } = useMenu({
    line,
    draft,
    outline,
    projectId,
    dismissed,
    chips: read.chips,
    dismiss,
    make,
    replace,
  });
  return (
    <>
      <Chips {...{ read, place, outline, offered }} onDismiss={dismiss} onCreate={make} />
      {menu}
    </>
  );
}

interface MenuOptions {
  line: QuickAddLine;
  draft: string;
  outline: ReturnType<typeof useOutline>;
  projectId: string | undefined;
  dismissed: readonly Range[];
  chips: readonly Chip[];
  dismiss: (chip: Chip) => void;
  make: (offer: Offer) => void;
  replace: (range: Range, name: string) => void;
}

/**
 * The keys of the field: through the menu while it is open, and Backspace behind a chip.
 * @returns the menu, and where the name stands that it offers
 */
function useMenu({ line: { field, place }, draft, outline, projectId, ...options }: MenuOptions) {
  const id = useId();
  const caret = useCaret(field);
  const [chosen, setChosen] = useState({ for: '', index: 0 });
  const [closedAt, closeAt] = useState(-1);
  const found = caret === null ? undefined : askedName(draft, caret);
  const isText = options.dismissed.some(({ start, end }) => found && start <= found.start && found.start < end);
  const isOpen = found && !isText && found.start !== closedAt && (!place.parentId || found.kind === 'label');
  const asked = isOpen ? found : undefined;
  const items = asked ? itemsFor(asked, outline, projectId) : [];
  const key = asked ? `${asked.start} ${asked.typed}` : '';
  // What is to be made is never taken by an Enter that was meant to add the todo.
  const first = asked?.typed && items[0] && !items[0].isNew ? 0 : -1;
  const active = chosen.for === key ? chosen.index : first;
  const pick = (item: NameItem) => {
    if (!asked) return;
    if (item.isNew) options.make({ kind: asked.kind, name: item.name, start: asked.start, end: asked.end });
    else options.replace(asked, item.name);
  };
  const onMenuKey = (event: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step)
      setChosen({
        for: key,
        index: (active + step + items.length + (active === -1 && step < 0 ? 1 : 0)) % items.length,
      });
    else if ((event.key === 'Enter' || event.key === 'Tab') && items[active] && !event.shiftKey) pick(items[active]);
    else if (event.key === 'Escape') closeAt(asked!.start);
    else return false;
    return true;
  };
  useKeys(field, (event) => {
    if (items.length > 0 && onMenuKey(event)) return true;
    const chip = options.chips.find(({ end }) => end === caret);
    if (event.key !== 'Backspace' || !chip || event.ctrlKey || event.metaKey || event.altKey) return false;
    options.dismiss(chip);
    return true;
  });
  useFieldState(field, items.length > 0 ? { id, active } : null);
  if (!asked || items.length === 0) return { menu: null, offered: undefined };
  return { menu: <NameMenu {...{ id, asked, items, active, field }} onPick={pick} />, offered: asked.start };
}

function useCreating(userId: string) {
  const outline = useOutline(userId);
  const { createLabel, createProject, createSection } = useOutlineActions(userId);
  return (kind: NameKind, name: string, projectId: string | undefined) => {
    if (kind === 'label') createLabel({ name, colour: nextColour(outline?.labels ?? []) });
    else if (kind === 'project') createProject({ name, colour: nextColour(outline?.projects ?? []) });
    else if (projectId) createSection({ projectId, name });
  };
}

/** Keeps what was read while it is shown. */
function useShown(key: string, draft: string, read: QuickAdd): void {
  useLayoutEffect(() => {
    shown.set(key, { draft, read });
    return () => void shown.delete(key);
  }, [key, draft, read]);
}

/** Says why a title is still refused while it is written, and no more where it begins anew. */
function useProblem({ problem, setProblem }: QuickAddLine, title: string): void {
  const follow = useEffectEvent(() => {
    if (problem) setProblem(tidyLine(title) ? titleProblem(title) : null);
  });
  // What was refused a moment ago is told until something else is typed.
  const refused = useRef(title);
  useEffect(() => {
    if (refused.current !== title) follow();
    refused.current = title;
  }, [title]);
}

/** Tells what is understood to who cannot see it. */
function useSaid(words: string): void {
  useEffect(() => {
    if (words) announce(words);
  }, [words]);
}

/** What stays text as the person said, wherever it is in the draft by now. It is kept as the draft is. */
function useDismissed(line: QuickAddLine, draft: string): [readonly Range[], (ranges: readonly Range[]) => void] {
  const [kept, setKept] = useKeptDraft(line.userId, dismissedName(line));
  const dismissed = useMemo(() => movedFrom(kept, draft), [kept, draft]);
  const follow = useEffectEvent((now: string) => {
    if (kept) setKept(keepable(now, dismissed));
  });
  useEffect(() => follow(draft), [draft]);
  return [dismissed, (ranges) => setKept(keepable(draft, ranges))];
}

function keepable(draft: string, ranges: readonly Range[]): string {
  return ranges.length > 0 ? JSON.stringify({ draft, ranges }) : '';
}

function dismissedOf(line: QuickAddLine, draft: string): readonly Range[] {
  return movedFrom(keptDraft(line.userId, dismissedName(line)), draft);
}

function movedFrom(kept: string, draft: string): readonly Range[] {
  if (!kept) return NONE;
  const { draft: before, ranges } = JSON.parse(kept) as { draft: string; ranges: Range[] };
  return moveRanges(before, draft, ranges);
}

const NONE: readonly Range[] = [];

function dismissedName({ draftName }: QuickAddLine): string {
  return `text in ${draftName}`;
}

function keyOf({ userId, draftName }: QuickAddLine): string {
  return `${userId} ${draftName}`;
}

export default { Understood, addLine, paste };
