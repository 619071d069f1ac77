import { Transform, Type } from 'class-transformer';
import { Equals, IsIn, IsObject, ValidateNested } from 'class-validator';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsYesOrNo } from '../../common/name-fields.js';
import { rule } from '../../common/text.decorators.js';
import { isUuid } from '../../common/uuid.js';
import { PlaceDto } from './todo.dto.js';
import { IsDue, IsLabelIds, IsPriority, isIdList, isShortList } from './todo-fields.js';

/** How many todos one request may change. */
const MOST_IDS = 500;

/** What becomes of all of the todos; at least one thing does. */
export class BulkUpdateDto {
  @Transform(({ value }: { value: unknown }) =>
    isShortList(value, MOST_IDS) && value.every(isUuid) ? value.map((id) => id.toLowerCase()) : value,
  )
  @rule({
    name: 'isTodoIds',
    holds: (value) => isIdList(value, 1, MOST_IDS),
    message: `Send 1 to ${MOST_IDS} ids of todos, each once.`,
  })
  ids: string[];

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
  addLabelIds?: string[];

  @MayBeLeftOut()
  @IsLabelIds()
  removeLabelIds?: string[];

  @MayBeLeftOut()
  @IsObject({ message: 'Send a place.' })
  @ValidateNested()
  @Type(() => PlaceDto)
  place?: PlaceDto;

  @MayBeLeftOut()
  @Equals(true, { message: 'Send true, or leave it out.' })
  deleted?: true;
}

/** Required, so that no slip of a client clears more. */
export class ClearCompletedQuery {
  @IsIn(['completed'], { message: 'Only completed todos can be cleared: status=completed.' })
  status: 'completed';
}
