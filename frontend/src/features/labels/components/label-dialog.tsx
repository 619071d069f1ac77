import { colours } from '@latch/domain/colours';
import { labelFields } from '@latch/domain/outline-fields';
import { type FormEvent, useRef, useState } from 'react';
import { nextColour } from '../../../model/outline/next-colour';
import type { Colour, Label } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { Button } from '../../../shared/ui/button';
import { ColourField } from '../../../shared/ui/colour-field';
import { Dialog } from '../../../shared/ui/dialog';
import formStyles from '../../../shared/ui/form.module.css';
import { TextField } from '../../../shared/ui/text-field';
import { tidyName } from '../../../shared/formatters/tidy-name';

const NAME_LIMIT = labelFields.name.most;

export interface LabelDialogProps {
  userId: string;
  /** The one to edit; without it, a new one is made. */
  label?: Label;
  onClose: () => void;
}

/** Makes or edits a label. */
export default function LabelDialog({ userId, onClose, ...props }: LabelDialogProps) {
  // As the person saw it, whatever another device makes of it meanwhile.
  const [label] = useState(props.label);
  const labels = useOutline(userId)?.labels ?? [];
  const { createLabel, updateLabel } = useOutlineActions(userId);
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [name, setName] = useState(label?.name ?? '');
  const [chosen, setColour] = useState(label?.colour);
  const colour: Colour = chosen ?? nextColour(labels);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const tidy = tidyName(name);
    const problem = nameProblem(
      tidy,
      labels.filter(({ id }) => id !== label?.id),
    );
    setError(problem);
    if (problem) return field.current?.focus();
    onClose();
    if (!label) return void createLabel({ name: tidy, colour });
    if (tidy !== label.name || colour !== label.colour) {
      updateLabel(label, {
        ...(tidy !== label.name && { name: tidy }),
        ...(colour !== label.colour && { colour }),
      });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={label ? 'Edit label' : 'New label'}
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
        <div className={formStyles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            {label ? 'Save' : 'Add label'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function nameProblem(name: string, others: readonly Label[]): string | undefined {
  const length = Array.from(name).length;
  if (length === 0) return 'Give the label a name.';
  if (length > NAME_LIMIT) return `A name has at most ${NAME_LIMIT} characters; this one has ${length}.`;
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken ? 'You already have a label with this name.' : undefined;
}
