import { IsId, IsIdOrNull } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';

/** A list, and a place in it. */
export class PlaceDto {
  @MayBeLeftOut()
  @IsId()
  projectId?: string;

  @IsIdOrNull()
  sectionId?: string | null;

  @IsIdOrNull()
  parentId?: string | null;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}
