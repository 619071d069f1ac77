import type { ReactNode } from 'react';
import { inApp } from '../../../shared/base-path';
import { buttonClassName } from '../../../shared/ui/button';

/** Everything that is kept of somebody, as one file. */
export function ExportLink({ userId, children }: { userId: string; children: ReactNode }) {
  return (
    <a className={buttonClassName()} href={inApp(`/api/users/${encodeURIComponent(userId)}/export`)} download>
      {children}
    </a>
  );
}
