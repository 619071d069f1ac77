import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { SignedIn } from '../account/signed-in.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { deviceName, describeDevice } from './describe-device.js';
import type { DeviceRow, Devices } from './devices.js';
import { placeOf } from '../http/client-address.js';

/** Where one is signed in. */
export function listsDevices(devices: Devices) {
  return async ({ log }: RouteRequest, { user, session }: SignedIn): Promise<Reply> => {
    const rows = await unlessOutage(devices.of(user.id, session.id), log);
    return { status: 200, body: { items: rows.map((row) => toDevice(row, session.id)) } };
  };
}

/** Signs another device out. Whose it is not told from whether it is: what is somebody else's is not there. */
export function endsDevice(devices: Devices, audit: AuditLog) {
  return async (request: RouteRequest<{ id: string }>, { user, session }: SignedIn): Promise<Reply> => {
    const { id } = request.body;
    if (id === session.id)
      throw httpErrors.validationFailed({ id: ['This is the device you are using. Sign out of it.'] });
    const ended = await unlessOutage(devices.end(user.id, id), request.log);
    if (!ended) throw httpErrors.sessionNotFound();
    await audit.record('device-signed-out', aboutRequest(request, user.id, deviceName(ended.userAgent)));
    return { status: 200, body: { success: true } };
  };
}

/** Signs out all devices but the one that asks. */
export function endsOtherDevices(devices: Devices, audit: AuditLog) {
  return async (request: RouteRequest, { user, session }: SignedIn): Promise<Reply> => {
    const count = await unlessOutage(devices.endOthers(user.id, session.id), request.log);
    if (count > 0) await audit.record('other-devices-signed-out', aboutRequest(request, user.id, `${count}`));
    return { status: 200, body: { count } };
  };
}

/** @see contracts/account.yaml, Device */
function toDevice({ id, address, userAgent, createdAt, lastSeenAt, expiresAt }: DeviceRow, thisOne: string) {
  return {
    id,
    current: id === thisOne,
    ...describeDevice(userAgent),
    address: address || null,
    place: placeOf(address),
    createdAt,
    lastSeenAt,
    expiresAt,
  };
}
