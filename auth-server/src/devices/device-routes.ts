import { bodies } from '../validation/fields.js';
import type { SignedInRoutes } from '../account/signed-in.js';
import type { AuditLog } from '../audit/audit-log.js';
import { listsEvents } from '../audit/audit-log.route.js';
import type { Routes } from '../http/route.js';
import type { Devices } from './devices.js';
import { endsDevice, endsOtherDevices, listsDevices } from './devices.routes.js';

interface Dependencies {
  devices: Devices;
  audit: AuditLog;
  signedIn: SignedInRoutes;
}

/** Where one is signed in, and what happened. @see contracts/account.yaml */
export function deviceRoutes({ devices, audit, signedIn }: Dependencies): Routes {
  return {
    '/api/auth/sessions': { GET: { handle: signedIn.route(listsDevices(devices)) } },
    '/api/auth/revoke-session': {
      POST: { body: bodies.sessionId, handle: signedIn.route(endsDevice(devices, audit)) },
    },
    '/api/auth/revoke-other-sessions': {
      POST: { body: bodies.nothing, handle: signedIn.route(endsOtherDevices(devices, audit)) },
    },
    '/api/auth/audit-log': { GET: { handle: signedIn.route(listsEvents(audit)) } },
  };
}
