import { Transform } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { rule } from '../../common/text.decorators.js';
import type { TodoOrder, TodoStatus } from '../todo-cursor.js';

const MOST = 200;
const limitMessage = { message: `Ask for 1 to ${MOST} todos.` };

export class ListTodosQuery {
  @IsIn(['open', 'completed', 'all'], { message: 'Choose open, completed or all.' })
  status: TodoStatus = 'all';

  @IsIn(['newest', 'oldest'], { message: 'Choose newest or oldest.' })
  order: TodoOrder = 'newest';

  @Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value))
  @IsInt(limitMessage)
  @Min(1, limitMessage)
  @Max(MOST, limitMessage)
  limit: number = 50;

  @MayBeLeftOut()
  @rule({
    name: 'isCursor',
    holds: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 200,
    message: 'Use the nextCursor of the page before.',
  })
  cursor?: string;
}
