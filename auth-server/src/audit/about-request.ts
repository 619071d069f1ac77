import type { RouteRequest } from '../http/route.js';
import type { AuditSubject } from './audit-log.js';

/** The subject of an event that a request caused. */
export function aboutRequest(
  { headers, clientAddress }: Pick<RouteRequest, 'headers' | 'clientAddress'>,
  userId: string | null,
  detail?: string,
): AuditSubject {
  return { userId, clientAddress, userAgent: headers['user-agent'], detail };
}
