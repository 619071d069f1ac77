import type { Project } from '../../../model/outline/outline';
import { IconButton } from '../../../shared/ui/icon-button';
import { BoardIcon, ListIcon } from '../../../shared/ui/icons';

interface LayoutButtonProps {
  /** How the project is laid out now; a list until that is known. */
  layout?: Project['layout'] | undefined;
  /** Missing while nothing can be switched yet: the button is there from the start. */
  onSwitch?: (layout: Project['layout']) => void;
}

/** The button that shows a project as a board, or as a list again. */
export function LayoutButton({ layout = 'list', onSwitch }: LayoutButtonProps) {
  const [other, Picture] = layout === 'board' ? (['list', ListIcon] as const) : (['board', BoardIcon] as const);
  return (
    <IconButton
      label={`Show as a ${other}`}
      aria-disabled={onSwitch ? undefined : true}
      onClick={() => onSwitch?.(other)}
    >
      <Picture size={20} aria-hidden="true" />
    </IconButton>
  );
}
