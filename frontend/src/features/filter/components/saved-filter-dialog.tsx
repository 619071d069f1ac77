import { colours } from '@latch/domain/colours';
import { savedFilterFields } from '@latch/domain/outline-fields';
import { type FormEvent, useRef, useState } from 'react';
import { nextColour } from '../../../model/outline/next-colour';
import type { Colour, SavedFilter } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { tidyName } from '../../../shared/formatters/tidy-name';
import { Button } from '../../../shared/ui/button';
import { CheckField } from '../../../shared/ui/check-field';
import { ColourField } from '../../../shared/ui/colour-field';
import { Dialog } from '../../../shared/ui/dialog';
import formStyles from '../../../shared/ui/form.module.css';
import { TextField } from '../../../shared/ui/text-field';

const NAME_LIMIT = savedFilterFields.name.most;

export interface SavedFilterDialogProps {
  userId: string;
  /** The one to edit; without it, a new one is saved. */
  filter?: SavedFilter;
  /** Of a new one. */
  query?: string;
  onSaved?: (filter: SavedFilter) => void;
  onClose: () => void;
}

/** Saves a filter under a name, or edits one that was saved. */
export default function SavedFilterDialog({ userId, query = '', onSaved, onClose, ...props }: SavedFilterDialogProps) {
  // As the person saw it, whatever another device makes of it meanwhile.
  const [filter] = useState(props.filter);
  const filters = useOutline(userId)?.filters ?? [];
  const { createFilter, updateFilter } = useOutlineActions(userId);
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [name, setName] = useState(filter?.name ?? '');
  const [chosen, setColour] = useState(filter?.colour);
  const [favourite, setFavourite] = useState(filter?.favourite ?? false);
  const colour: Colour = chosen ?? nextColour(filters);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const values = { name: tidyName(name), colour, favourite };
    const others = filters.filter(({ id }) => id !== filter?.id);
    const problem = nameProblem(values.name, others);
    setError(problem);
    if (problem) return field.current?.focus();
    onClose();
    if (!filter) return onSaved?.(createFilter({ ...values, query }));
    const changed = Object.entries(values).filter(([key, value]) => value !== filter[key as keyof typeof values]);
    if (changed.length > 0) updateFilter(filter, Object.fromEntries(changed));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={filter ? 'Edit filter' : 'Save as filter'}
      initialFocus={field}
    >
      <form className={formStyles.form} onSubmit={save} noValidate>
        <TextField
          ref={field}
          label="Name"
          value={name}
          error={error}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <ColourField label="Colour" colours={colours} value={colour} onChange={setColour} />
        <CheckField
          label="Show in favourites"
          checked={favourite}
          onChange={({ target }) => setFavourite(target.checked)}
        />
        <div className={formStyles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            {filter ? 'Save' : 'Save filter'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function nameProblem(name: string, others: readonly SavedFilter[]): string | undefined {
  const length = Array.from(name).length;
  if (length === 0) return 'Give the filter a name.';
  if (length > NAME_LIMIT) return `A name has at most ${NAME_LIMIT} characters; this one has ${length}.`;
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken ? 'You already have a filter with this name.' : undefined;
}
