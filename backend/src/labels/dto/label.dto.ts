import { IsNewId, IsSeenVersion } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsColour, IsName, IsYesOrNo } from '../../common/name-fields.js';
import type { Colour } from '../label.js';

/** Code points. */
export const LABEL_NAME_MAX = 60;

export class CreateLabelDto {
  @IsNewId()
  id?: string;

  @IsName(LABEL_NAME_MAX)
  name: string;

  @MayBeLeftOut()
  @IsColour()
  colour?: Colour;

  @MayBeLeftOut()
  @IsYesOrNo()
  favourite?: boolean;
}

/** Changes the fields that are given; at least one is. */
export class UpdateLabelDto {
  @IsSeenVersion()
  version?: number;

  @MayBeLeftOut()
  @IsName(LABEL_NAME_MAX)
  name?: string;

  @MayBeLeftOut()
  @IsColour()
  colour?: Colour;

  @MayBeLeftOut()
  @IsYesOrNo()
  favourite?: boolean;
}
