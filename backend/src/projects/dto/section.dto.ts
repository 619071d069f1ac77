import { IsId, IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsName } from '../../common/name-fields.js';

const NAME_MAX = 120;

export class CreateSectionDto {
  @IsNewId()
  id?: string;

  @IsId()
  projectId: string;

  @IsName(NAME_MAX)
  name: string;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

/** Changes the fields that are given; at least one is. */
export class UpdateSectionDto {
  @IsSeenVersion()
  version?: number;

  @MayBeLeftOut()
  @IsName(NAME_MAX)
  name?: string;
}

export class MoveSectionDto {
  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}
