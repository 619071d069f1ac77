import { Settings } from '../features/settings/components/settings';
import { runCommand } from '../shared/keys/command-registry';
import { usePageTitle } from '../shared/ui/page-title';

/** `/settings` */
export function AppearancePage() {
  usePageTitle('Settings');
  return <Settings onShowKeys={() => void runCommand('help')} />;
}
