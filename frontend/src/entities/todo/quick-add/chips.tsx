import type { Chip, Offer, QuickAdd } from '@latch/domain/quick-add';
import type { MouseEvent, ReactNode } from 'react';
import { type Outline } from '../../../model/outline/outline';
import type { NewTodo } from '../../../model/todos/todo';
import { useToday } from '../../../shared/formatters/clock';
import { AddIcon, CloseIcon, DueIcon, InboxIcon, PriorityIcon, RepeatIcon } from '../../../shared/ui/icons';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { OwnText } from '../../../shared/ui/own-text';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { dateInWords, wordsOfChip } from './chip-words';
import styles from './quick-add.module.css';

interface ChipsProps {
  read: QuickAdd;
  place: Omit<NewTodo, 'title'>;
  outline: Outline | undefined;
  /** Where the name stands that a menu offers to make already. */
  offered: number | undefined;
  onDismiss: (chip: Chip) => void;
  onCreate: (offer: Offer) => void;
}

/** The cursor stays in the field. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** What is understood of a line, what its place adds, and names that can be made. */
export function Chips({ read, place, outline, offered, onDismiss, onCreate }: ChipsProps) {
  const today = useToday();
  const { chips, fields } = read;
  // Until the names are there, every one looks new.
  const offers = (outline ? read.offers : []).filter(({ start }) => start !== offered);
  const given = givenBy(place, fields, outline);
  if (chips.length + offers.length + given.length === 0 && !(place.due && !fields.due)) return null;
  return (
    <fieldset className={styles.chips} aria-label="Understood">
      {chips.map((chip) => {
        const { before, words } = wordsOfChip(chip, read, today);
        return (
          <button
            key={`${chip.kind} ${chip.start}`}
            type="button"
            className={styles.press}
            onMouseDown={keepFocus}
            onClick={() => onDismiss(chip)}
          >
            <span className={styles.chip} data-kind={chip.kind} data-priority={fields.priority}>
              <Picture chip={chip} outline={outline} />
              <span>
                <VisuallyHidden>{before}</VisuallyHidden>
                {chip.name === undefined ? words : <OwnText>{words}</OwnText>}
                <VisuallyHidden>. Make it text</VisuallyHidden>
              </span>
              <CloseIcon size={12} aria-hidden="true" className={styles.close} />
            </span>
          </button>
        );
      })}
      {place.due && !fields.due && (
        <Given key="due" picture={<DueIcon size={14} aria-hidden="true" />}>
          {dateInWords(place.due, today)}
        </Given>
      )}
      {given.map(({ id, name, picture }) => (
        <Given key={id} picture={picture}>
          <OwnText>{name}</OwnText>
        </Given>
      ))}
      {offers.map((offer) => (
        <button
          key={`offer ${offer.start}`}
          type="button"
          className={styles.press}
          onMouseDown={keepFocus}
          onClick={() => onCreate(offer)}
        >
          <span className={styles.chip} data-kind="offer">
            <AddIcon size={14} aria-hidden="true" />
            <span>
              {`Create ${offer.kind} “`}
              <OwnText>{offer.name}</OwnText>”
            </span>
          </span>
        </button>
      ))}
    </fieldset>
  );
}

/** What comes with the place: it yields to what is typed, so there is nothing to press. */
function Given({ picture, children }: { picture: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.given}>
      {picture}
      <span>{children}</span>
    </span>
  );
}

interface GivenName {
  id: string;
  name: string;
  picture: ReactNode;
}

function givenBy(place: ChipsProps['place'], fields: QuickAdd['fields'], outline: Outline | undefined): GivenName[] {
  const labels = outline?.labels.filter(({ id }) => place.labelIds?.includes(id)) ?? [];
  const section =
    fields.projectId || fields.sectionId ? undefined : outline?.sections.find(({ id }) => id === place.sectionId);
  return [
    ...(section ? [{ id: section.id, name: section.name, picture: <span aria-hidden="true">/</span> }] : []),
    ...labels.map(({ id, name, colour }) => ({ id, name, picture: <LabelSign colour={colour} size={14} /> })),
  ];
}

function Picture({ chip, outline }: { chip: Chip; outline: Outline | undefined }) {
  switch (chip.kind) {
    case 'priority':
      return <PriorityIcon size={14} aria-hidden="true" />;
    case 'repeat':
      return <RepeatIcon size={14} aria-hidden="true" />;
    case 'label':
      return <LabelSign colour={outline?.labels.find(({ id }) => id === chip.id)?.colour ?? 'grey'} size={14} />;
    case 'section':
      return <span aria-hidden="true">/</span>;
    case 'project': {
      const project = outline?.projects.find(({ id }) => id === chip.id);
      return project?.inbox ? <InboxIcon size={14} aria-hidden="true" /> : <Mark colour={project?.colour ?? 'grey'} />;
    }
    default:
      return <DueIcon size={14} aria-hidden="true" />;
  }
}
