import { Type } from 'class-transformer';
import {
  IsDefined,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

class SessionUser {
  @IsString()
  @Length(1, 255)
  id: string;

  // No stricter than it must be: the auth server has accepted the address already.
  @IsString()
  @MaxLength(320)
  @Matches(/^[^\s@]+@[^\s@]+$/)
  email: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string | null;
}

class Session {
  @IsString()
  @IsISO8601({ strict: true })
  expiresAt: string;
}

/**
 * What the auth server answers about a valid session.
 * @see contracts/session-validation.yaml
 */
export class BetterAuthSessionResponse {
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SessionUser)
  user: SessionUser;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => Session)
  session: Session;
}
