import { FilterIcon } from '../../../shared/ui/icons';

/** The sign of a saved filter, in its colour. For the eye alone. */
export function FilterSign({ colour = 'grey', size = 16 }: { colour?: string | undefined; size?: number }) {
  return <FilterIcon size={size} aria-hidden="true" style={{ color: `var(--mark-${colour})`, flex: 'none' }} />;
}
