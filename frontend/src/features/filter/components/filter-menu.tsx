import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedFilter } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { DeleteIcon, DownIcon, EditIcon, FavouriteIcon, UpIcon } from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuEntry, MenuListProps } from '../../../shared/ui/overlay-types';
import SavedFilterDialog from './saved-filter-dialog';

interface FilterMenuProps {
  userId: string;
  filter: SavedFilter;
  menu: Omit<MenuListProps, 'entries'>;
}

const icon = { size: 20, 'aria-hidden': true } as const;

/** The list of what can be done with a saved filter, and the dialog it opens. */
export default function FilterMenu({ userId, filter, menu }: FilterMenuProps) {
  const [isEdited, setEdited] = useState(false);
  const filters = useOutline(userId)?.filters ?? [];
  const { updateFilter, moveFilter, removeFilter } = useOutlineActions(userId);
  const { filterId } = useParams({ strict: false });
  const navigate = useNavigate();
  const { favourite } = filter;
  const at = filters.findIndex(({ id }) => id === filter.id);
  const [before, after] = [filters[at - 1], filters[at + 1]];
  const action = (label: string, picture: React.ReactNode, onSelect: () => void): MenuEntry => ({
    kind: 'action',
    label,
    icon: picture,
    onSelect,
  });
  const remove = () => {
    removeFilter(filter);
    if (filterId === filter.id) void navigate({ to: '/inbox' });
  };
  const entries: MenuEntry[] = [
    action('Edit…', <EditIcon {...icon} />, () => setEdited(true)),
    action(
      favourite ? 'Remove from favourites' : 'Add to favourites',
      <FavouriteIcon {...icon} fill={favourite ? 'currentColor' : 'none'} />,
      () => updateFilter(filter, { favourite: !favourite }),
    ),
    ...(before ? [action('Move up', <UpIcon {...icon} />, () => moveFilter(filter, { beforeId: before.id }))] : []),
    ...(after ? [action('Move down', <DownIcon {...icon} />, () => moveFilter(filter, { afterId: after.id }))] : []),
    { kind: 'line' },
    { kind: 'action', label: 'Delete', icon: <DeleteIcon {...icon} />, tone: 'danger', onSelect: remove },
  ];
  return (
    <>
      <MenuList {...menu} entries={entries} />
      {isEdited && <SavedFilterDialog userId={userId} filter={filter} onClose={() => setEdited(false)} />}
    </>
  );
}
