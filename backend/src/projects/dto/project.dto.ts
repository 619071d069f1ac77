import { IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsColour, IsLayout, IsName, IsYesOrNo } from '../../common/name-fields.js';
import type { Colour, Layout } from '../project.js';

const NAME_MAX = 120;

export class CreateProjectDto {
  @IsNewId()
  id?: string;

  @IsName(NAME_MAX)
  name: string;

  @MayBeLeftOut()
  @IsColour()
  colour?: Colour;

  @MayBeLeftOut()
  @IsYesOrNo()
  favourite?: boolean;

  @MayBeLeftOut()
  @IsLayout()
  layout?: Layout;

  @IsIdOrNull()
  parentId?: string | null;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

/** Changes the fields that are given; at least one is. */
export class UpdateProjectDto {
  @IsSeenVersion()
  version?: number;

  @MayBeLeftOut()
  @IsName(NAME_MAX)
  name?: string;

  @MayBeLeftOut()
  @IsColour()
  colour?: Colour;

  @MayBeLeftOut()
  @IsYesOrNo()
  favourite?: boolean;

  @MayBeLeftOut()
  @IsYesOrNo()
  archived?: boolean;

  @MayBeLeftOut()
  @IsLayout()
  layout?: Layout;
}

export class MoveProjectDto {
  @IsIdOrNull()
  parentId?: string | null;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}
