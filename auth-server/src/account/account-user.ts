/** A user as Better Auth returns it, of which we say only this much. */
export interface AccountUser {
  id: string;
  email: string;
  name: string | null;
}

/** What the browser may know about its user. @see contracts/schemas/session.yaml */
export function toUser({ id, email, name }: AccountUser): AccountUser {
  return { id, email, name };
}
