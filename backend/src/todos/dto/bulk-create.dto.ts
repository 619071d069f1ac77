import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, Equals, IsArray, ValidateNested } from 'class-validator';
import { IsNewId, MayBeLeftOut } from '../../common/request-fields.js';
import { rule } from '../../common/text.decorators.js';
import { CreateFields } from '../../fields/field-rules.js';
import { todoFields } from '@latch/domain/todo-fields';
import { PlaceDto } from './todo.dto.js';

/** How many todos one request may make. */
const MOST_ITEMS = 500;
const ITEMS = `Send 1 to ${MOST_ITEMS} todos.`;

/** One of many todos that are made at once. */
export class BulkNewTodoDto extends CreateFields(todoFields, PlaceDto) {
  @IsNewId()
  id: string;

  @MayBeLeftOut()
  @Equals(true, { message: 'Send true, or leave it out.' })
  completed?: true;
}

export class BulkCreateDto {
  @IsArray({ message: ITEMS })
  @ArrayMinSize(1, { message: ITEMS })
  @ArrayMaxSize(MOST_ITEMS, { message: ITEMS })
  @ValidateNested({ each: true })
  @Type(() => BulkNewTodoDto)
  @rule({ name: 'isEachWithId', holds: isEachWithId, message: 'Give each todo an id of its own.' })
  @rule({
    name: 'isInOrder',
    holds: isInOrder,
    message:
      'Send a todo before its subtasks, which are where it is, name no neighbour, and are completed where it is.',
  })
  @rule({ name: 'isOnce', holds: isOnce, message: 'A todo that repeats cannot be completed when it is made.' })
  items: BulkNewTodoDto[];
}

type Item = Partial<BulkNewTodoDto> | null;

function isEachWithId(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  const ids = (value as Item[]).map((item) => item?.id);
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

function isInOrder(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  const items = value as Item[];
  const own = new Set(items.map((item) => item?.id));
  const before = new Map<unknown, Item>();
  return items.every((item) => {
    const parent = item?.parentId && own.has(item.parentId) ? before.get(item.parentId) : undefined;
    before.set(item?.id, item);
    if (!item?.parentId || !own.has(item.parentId)) return true;
    const isElsewhere = item.projectId ?? item.sectionId ?? item.beforeId ?? item.afterId;
    return parent !== undefined && !isElsewhere && (item.completed || !parent?.completed);
  });
}

function isOnce(value: unknown): boolean {
  return !Array.isArray(value) || (value as Item[]).every((item) => !item?.completed || !item.recurrence);
}
