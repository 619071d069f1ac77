import { z } from 'zod';
import { auditCursors, PAGE_SIZE, placeOf as placeOfEvent } from '../audit/audit-log.js';
import { placeOf } from '../http/client-address.js';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import { type Route, route } from '../shell/route.js';
import { id } from '../validation/fields.js';
import { describeDevice, deviceName, toEvent } from './describe-device.js';
import { type DeviceRow, Devices } from './devices.js';

/** Where one is signed in, and what happened. @see contracts/account.yaml */
export function deviceRoutes({ database, audit }: Services): Route[] {
  const devices = new Devices(database);
  return [
    route({
      method: 'GET',
      path: '/api/auth/sessions',
      who: 'signed-in',
      async handle({ log }, { user, session }) {
        const rows = await unlessOutage(devices.of(user.id, session.id), log);
        return { status: 200, body: { items: rows.map((row) => toDevice(row, session.id)) } };
      },
    }),
    // Whose it is not told from whether it is: what is somebody else's is not there.
    route({
      method: 'POST',
      path: '/api/auth/revoke-session',
      who: 'signed-in',
      body: z.strictObject({ id }),
      audit: 'device-signed-out',
      async handle({ body, log }, { user, session }) {
        if (body.id === session.id)
          throw httpErrors.validationFailed({ id: ['This is the device you are using. Sign out of it.'] });
        const ended = await unlessOutage(devices.end(user.id, body.id), log);
        if (!ended) throw httpErrors.sessionNotFound();
        return { status: 200, body: { success: true }, audit: { detail: deviceName(ended.userAgent) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/revoke-other-sessions',
      who: 'signed-in',
      body: z.strictObject({}),
      audit: 'other-devices-signed-out',
      async handle({ log }, { user, session }) {
        const count = await unlessOutage(devices.endOthers(user.id, session.id), log);
        return { status: 200, body: { count }, audit: count > 0 ? { detail: `${count}` } : [] };
      },
    }),
    route({
      method: 'GET',
      path: '/api/auth/audit-log',
      who: 'signed-in',
      async handle({ query, log }, { user }) {
        const rows = await unlessOutage(audit.page(user.id, auditCursors.placeIn(query)), log);
        const { items, nextCursor } = auditCursors.page(rows, PAGE_SIZE, placeOfEvent);
        return { status: 200, body: { items: items.map(toEvent), nextCursor } };
      },
    }),
  ];
}

/** @see contracts/account.yaml, Device */
function toDevice({ id: sessionId, address, userAgent, createdAt, lastSeenAt, expiresAt }: DeviceRow, thisOne: string) {
  return {
    id: sessionId,
    current: sessionId === thisOne,
    ...describeDevice(userAgent),
    address: address || null,
    place: placeOf(address),
    createdAt,
    lastSeenAt,
    expiresAt,
  };
}
