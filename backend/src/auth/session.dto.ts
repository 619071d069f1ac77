import { IsISO8601, IsOptional, Length, Matches, MaxLength } from 'class-validator';

/**
 * What is used of the auth server's answer about a valid session, side by side: validating objects within it would cost
 * twice as much. Each rule refuses what is not a text by itself.
 * @see contracts/session-validation.yaml
 */
export class BetterAuthSessionResponse {
  @Length(1, 255)
  userId: string;

  // No stricter than it must be: the auth server has accepted the address already.
  @MaxLength(320)
  @Matches(/^[^\s@]+@[^\s@]+$/)
  email: string;

  @IsOptional()
  @MaxLength(255)
  name?: string | null;

  @IsISO8601({ strict: true })
  expiresAt: string;

  /** Takes what there are rules for of what was parsed, whatever that is; class-transformer would cost more than the check. */
  static of({ user, session }: { user?: unknown; session?: unknown }): BetterAuthSessionResponse {
    const { id, email, name } = Object(user) as Record<string, string>;
    const response = new BetterAuthSessionResponse();
    response.userId = id!;
    response.email = email!;
    response.name = name;
    response.expiresAt = (Object(session) as Record<string, string>).expiresAt!;
    return response;
  }
}
