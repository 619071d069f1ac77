import { IsId, IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsYesOrNo } from '../../common/name-fields.js';
import { IsDue, IsLabelIds, IsNotes, IsPriority, IsTitle } from './todo-fields.js';

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

export class CreateTodoDto extends PlaceDto {
  @IsNewId()
  id?: string;

  @IsTitle()
  title: string;

  @MayBeLeftOut()
  @IsNotes()
  notes?: string;

  @MayBeLeftOut()
  @IsPriority()
  priority?: number;

  @MayBeLeftOut()
  @IsDue()
  due?: string | null;

  @MayBeLeftOut()
  @IsLabelIds()
  labelIds?: string[];
}

/** Changes the fields that are given; at least one is. */
export class UpdateTodoDto {
  @IsSeenVersion()
  version?: number;

  @MayBeLeftOut()
  @IsTitle()
  title?: string;

  @MayBeLeftOut()
  @IsNotes()
  notes?: string;

  @MayBeLeftOut()
  @IsYesOrNo()
  completed?: boolean;

  @MayBeLeftOut()
  @IsPriority()
  priority?: number;

  @MayBeLeftOut()
  @IsDue()
  due?: string | null;

  @MayBeLeftOut()
  @IsLabelIds()
  labelIds?: string[];
}
