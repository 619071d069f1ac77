import { useQueryClient } from '@tanstack/react-query';
import { auditQuery } from '../features/devices/api/audit-query';
import { devicesQuery } from '../features/devices/api/devices-query';
import { AuditLog } from '../features/devices/components/audit-log';
import { DeviceList } from '../features/devices/components/device-list';
import { usePageTitle } from '../shared/ui/page-title';
import { Part } from '../shared/ui/part';
import { OAuthCallbackResult } from './oauth-callback-result';
import { LinkedAccountsPart } from './linked-accounts-part';
import { SignInParts } from './sign-in-parts';
import { useUserId } from './user-id';

/** `/settings/security` */
export function SecurityPage() {
  const userId = useUserId();
  const client = useQueryClient();
  usePageTitle('Security');
  const lookAgain = () => {
    for (const { queryKey } of [devicesQuery(userId), auditQuery(userId)]) void client.invalidateQueries({ queryKey });
  };
  return (
    <>
      <OAuthCallbackResult userId={userId} />
      <SignInParts userId={userId} onChanged={lookAgain} />
      <LinkedAccountsPart userId={userId} onChanged={lookAgain} />
      <Part title="Your devices">
        <DeviceList userId={userId} />
      </Part>
      <Part title="What happened">
        <AuditLog userId={userId} />
      </Part>
    </>
  );
}
