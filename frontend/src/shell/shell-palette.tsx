import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { accountQuery } from '../features/account/api/account';
import { Palette } from '../features/palette/components/palette';
import type { PaletteItem } from '../features/palette/palette-items';
import { rememberRecent } from '../features/palette/recent';
import { useTodoActions } from '../model/todos/use-todo-actions';
import { runCommand } from '../shared/keys/command-registry';

/** The command palette, with the way to each thing it finds. */
export default function ShellPalette({ userId, onClose }: { userId: string; onClose: () => void }) {
  const navigate = useNavigate();
  const { add } = useTodoActions(userId);
  const { data: account } = useQuery(accountQuery(userId));
  const go = (item: PaletteItem, typed: string) => {
    if (item.kind === 'page') void navigate({ to: `/${item.page}` });
    if (item.kind === 'project') void navigate({ to: '/projects/$projectId', params: { projectId: item.id } });
    if (item.kind === 'label') void navigate({ to: '/labels/$labelId', params: { labelId: item.id } });
    if (item.kind === 'all') void navigate({ to: '/search', search: { query: typed } });
    if (item.kind === 'filter') void navigate({ to: '/filters/$filterId', params: { filterId: item.id } });
    if (item.kind === 'add') add(item.wanted);
    if (item.kind === 'todo') void navigate({ to: '/todos/$todoId', params: { todoId: item.id } });
    // Once the palette has gone, and given the focus back: what is meant is the page.
    if (item.kind === 'command') requestAnimationFrame(() => runCommand(item.command));
  };
  const pick = (item: PaletteItem, typed: string) => {
    onClose();
    if (!['todo', 'all', 'command', 'add'].includes(item.kind)) rememberRecent(userId, item.id);
    go(item, typed);
  };
  return <Palette userId={userId} administrator={account?.administrator} onPick={pick} onClose={onClose} />;
}
