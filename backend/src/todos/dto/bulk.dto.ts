import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsIn, IsObject, ValidateNested } from 'class-validator';
import { IsDoneAt, IsId, IsNewId, IsSeenVersion, IsYesOrNo, MayBeLeftOut } from '../../common/request-fields.js';
import { type DateMove, isDay } from '@latch/domain/dates';
import { todoFields } from '@latch/domain/todo-fields';
import { rule } from '../../common/text.decorators.js';
import { BulkFields, IsField, IsIds } from '../../fields/field-rules.js';
import { PlaceDto } from './todo.dto.js';

/** How many todos one request may change. */
const MOST_IDS = 500;
const OCCURRENCES = `Send at most ${MOST_IDS} occurrences.`;

/** In days: ten years. */
const FARTHEST = 3_660;

/** What a client says of one that repeats. */
class OccurrenceDto {
  @IsId()
  id: string;

  @IsSeenVersion()
  version?: number;

  @IsNewId()
  completionId?: string;

  @IsDoneAt()
  doneAt?: string;
}

/** What becomes of all of the todos; at least one thing does. */
export class BulkUpdateDto extends BulkFields(todoFields) {
  @IsIds(1, MOST_IDS, `Send 1 to ${MOST_IDS} ids of todos, each once.`)
  ids: string[];

  @MayBeLeftOut()
  @IsYesOrNo()
  completed?: boolean;

  @MayBeLeftOut()
  @Equals(true, { message: 'Send true, or leave it out.' })
  skipped?: true;

  @MayBeLeftOut()
  @IsArray({ message: OCCURRENCES })
  @ArrayMaxSize(MOST_IDS, { message: OCCURRENCES })
  @ValidateNested()
  @Type(() => OccurrenceDto)
  @rule({ name: 'isEachOnce', holds: isEachOnce, message: 'Name each todo and each completion once.' })
  occurrences?: OccurrenceDto[];

  @MayBeLeftOut()
  @rule({
    name: 'isDateMove',
    holds: isDateMove,
    message: `Send a day, or a number of days from -${FARTHEST} to ${FARTHEST}.`,
  })
  moveDue?: DateMove;

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

function isDateMove(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  const { day, days } = value as Record<string, unknown>;
  if (typeof day === 'string') return isDay(day);
  return Number.isInteger(days) && Math.abs(days as number) <= FARTHEST;
}

/** Whether no two occurrences have the same id, or the same id of their completion. */
function isEachOnce(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  const said = value as (Partial<OccurrenceDto> | null)[];
  const isOnce = (ids: unknown[]) => new Set(ids).size === ids.length;
  return isOnce(said.map((one) => one?.id)) && isOnce(said.flatMap((one) => one?.completionId ?? []));
}
