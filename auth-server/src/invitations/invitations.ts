import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Query } from '../database.js';

const BYTES = 32;
const DAYS = 7;

/** An invitation that waits. Who invited is not known any more when that account is gone. */
export interface Invitation {
  id: string;
  email: string;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

interface OpenInvitation extends Invitation {
  /** Whether the link came by mail, and so shows that the address is theirs. */
  mailed: boolean;
}

/** One row for each address, so that the link before is good no more. */
const PUT = `
  insert into invitation (id, email, token, mailed, "invitedBy", "expiresAt")
  values ($1, $2, $3, $4, $5, now() + interval '${DAYS} days')
  on conflict (email) do update set id = excluded.id, token = excluded.token, mailed = excluded.mailed,
    "invitedBy" = excluded."invitedBy", "createdAt" = now(), "expiresAt" = excluded."expiresAt"
  returning id, email, "createdAt", "expiresAt"`;

const COLUMNS = `invitation.id, invitation.email, invitation.mailed, "user".name as "invitedBy", invitation."createdAt",
  invitation."expiresAt"`;

const WAITING = `
  select ${COLUMNS} from invitation left join "user" on "user".id = invitation."invitedBy"
  where invitation."expiresAt" > now()`;

/** Who may make an account by a link. Its token is kept as a digest; what is used or taken back is gone. */
export const invitations = {
  /** @returns the invitation, and the token for its link, which is nowhere else */
  async make(query: Query, email: string, mailed: boolean, by: { id: string; name: string | null }) {
    const token = randomBytes(BYTES).toString('base64url');
    const [row] = await query<Invitation & Record<string, unknown>>(PUT, [
      randomUUID(),
      email.toLowerCase(),
      digestOf(token),
      mailed,
      by.id,
    ]);
    return { invitation: { ...row!, invitedBy: by.name }, token };
  },

  /** What a link is for, which stays good; undefined when it is not. */
  async find(query: Query, token: string): Promise<OpenInvitation | undefined> {
    const rows = await query<OpenInvitation & Record<string, unknown>>(`${WAITING} and token = $1`, [digestOf(token)]);
    return rows[0];
  },

  /** The same, and it is used up: of many who use it at once, one gets it. */
  async use(query: Query, token: string): Promise<Pick<OpenInvitation, 'email' | 'mailed'> | undefined> {
    const text = 'delete from invitation where token = $1 and "expiresAt" > now() returning email, mailed';
    return (await query<{ email: string; mailed: boolean }>(text, [digestOf(token)]))[0];
  },

  list(query: Query): Promise<Invitation[]> {
    return query<Invitation & Record<string, unknown>>(
      `${WAITING} order by invitation."createdAt" desc, invitation.id desc`,
    );
  },

  /** @returns the address it was for; undefined when there is none (any more) */
  async revoke(query: Query, id: string): Promise<string | undefined> {
    const text = 'delete from invitation where id = $1 and "expiresAt" > now() returning email';
    return (await query<{ email: string }>(text, [id]))[0]?.email;
  },
};

/** A person who reads the database cannot open a link. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
