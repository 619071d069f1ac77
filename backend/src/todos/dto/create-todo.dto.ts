import { IsNewId } from '../../common/id-fields.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { PlaceDto } from './place.dto.js';
import { IsDue, IsLabelIds, IsNotes, IsPriority, IsTitle } from './todo-fields.js';

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
