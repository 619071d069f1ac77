import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { CountedLabel } from '../../../model/outline/outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { DeleteIcon, EditIcon, FavouriteIcon } from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuListProps } from '../../../shared/ui/overlay-types';
import { useIsWhole } from '../../../replica/synced-replica';
import { quote } from '../../../shared/ui/quote';
import LabelDialog from './label-dialog';

interface LabelMenuProps {
  userId: string;
  label: CountedLabel;
  menu: Omit<MenuListProps, 'entries'>;
}

const icon = { size: 20, 'aria-hidden': true } as const;

/** The list of what can be done with a label, and the dialogs it opens. */
export default function LabelMenu({ userId, label, menu }: LabelMenuProps) {
  const [shown, show] = useState<'edit' | 'delete' | null>(null);
  const { updateLabel, removeLabel } = useOutlineActions(userId);
  const { favourite, openCount } = label;
  const isCounted = useIsWhole(userId);
  const close = () => show(null);
  const { labelId } = useParams({ strict: false });
  const navigate = useNavigate();
  const remove = () => {
    removeLabel(label);
    if (labelId === label.id) void navigate({ to: '/inbox' });
  };
  return (
    <>
      <MenuList
        {...menu}
        entries={[
          { kind: 'action', label: 'Edit…', icon: <EditIcon {...icon} />, onSelect: () => show('edit') },
          {
            kind: 'action',
            label: favourite ? 'Remove from favourites' : 'Add to favourites',
            icon: <FavouriteIcon {...icon} fill={favourite ? 'currentColor' : 'none'} />,
            onSelect: () => updateLabel(label, { favourite: !favourite }),
          },
          { kind: 'line' },
          {
            kind: 'action',
            label: 'Delete…',
            icon: <DeleteIcon {...icon} />,
            tone: 'danger',
            onSelect: () => show('delete'),
          },
        ]}
      />
      {shown === 'edit' && <LabelDialog userId={userId} label={label} onClose={close} />}
      <ConfirmDialog
        open={shown === 'delete'}
        onOpenChange={(open) => !open && close()}
        title={`Delete the label ${quote(label.name)}?`}
        confirmLabel="Delete"
        onConfirm={remove}
      >
        <span>
          {isCounted &&
            (openCount === 0
              ? 'No open todo has this label.'
              : `${openCount} open ${openCount === 1 ? 'todo loses' : 'todos lose'} it.`)}
        </span>{' '}
        You can restore it from Trash for 30 days.
      </ConfirmDialog>
    </>
  );
}
