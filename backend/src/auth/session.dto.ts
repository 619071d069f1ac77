import { IsISO8601, IsObject, IsOptional, Length, Matches, MaxLength, ValidateNested, isObject } from 'class-validator';

class SessionUser {
  @Length(1, 255)
  id: string;

  // No stricter than it must be: the auth server has accepted the address already.
  @MaxLength(320)
  @Matches(/^[^\s@]+@[^\s@]+$/)
  email: string;

  @IsOptional()
  @MaxLength(255)
  name?: string | null;
}

class Session {
  @IsISO8601({ strict: true })
  expiresAt: string;
}

/**
 * What the auth server answers about a valid session. Each rule refuses what is not a text by itself.
 * @see contracts/session-validation.yaml
 */
export class BetterAuthSessionResponse {
  @IsObject()
  @ValidateNested()
  user: SessionUser;

  @IsObject()
  @ValidateNested()
  session: Session;

  /** Takes of what was parsed what there are rules for; class-transformer would cost more than the check itself. */
  static of({ user, session }: { user?: unknown; session?: unknown }): BetterAuthSessionResponse {
    const response = new BetterAuthSessionResponse();
    response.user = isObject(user) ? pick(new SessionUser(), user, ['id', 'email', 'name']) : (user as SessionUser);
    response.session = isObject(session) ? pick(new Session(), session, ['expiresAt']) : (session as Session);
    return response;
  }
}

function pick<T extends object>(to: T, from: object, names: (keyof T & string)[]): T {
  for (const name of names) to[name] = (from as T)[name];
  return to;
}
