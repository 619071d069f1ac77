import { Type } from 'class-transformer';
import { Equals, IsIn, IsObject, ValidateNested } from 'class-validator';
import { IsYesOrNo, MayBeLeftOut } from '../../common/request-fields.js';
import { todoFields } from '@latch/domain/todo-fields';
import { BulkFields, IsField, IsIds } from '../../fields/field-rules.js';
import { PlaceDto } from './todo.dto.js';

/** How many todos one request may change. */
const MOST_IDS = 500;

/** What becomes of all of the todos; at least one thing does. */
export class BulkUpdateDto extends BulkFields(todoFields) {
  @IsIds(1, MOST_IDS, `Send 1 to ${MOST_IDS} ids of todos, each once.`)
  ids: string[];

  @MayBeLeftOut()
  @IsYesOrNo()
  completed?: boolean;

  @MayBeLeftOut()
  @IsField(todoFields, 'labelIds')
  addLabelIds?: string[];

  @MayBeLeftOut()
  @IsField(todoFields, 'labelIds')
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
