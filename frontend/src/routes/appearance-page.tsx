import { useRouteContext } from '@tanstack/react-router';
import { Settings } from '../features/settings/components/settings';
import { runCommand } from '../shared/keys/command-registry';
import { usePageTitle } from '../shared/ui/page-title';

/** `/settings` */
export function AppearancePage() {
  const { user } = useRouteContext({ from: '/_authenticated' });
  usePageTitle('Settings');
  return <Settings userId={user.id} onShowKeys={() => void runCommand('help')} />;
}
