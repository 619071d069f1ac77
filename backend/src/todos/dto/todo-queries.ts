import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';
import { Amount, MayBeLeftOut } from '../../common/request-fields.js';
import { PageQuery } from '../../common/page.query.js';
import { HasCodePoints, IsPlainText, TidiedLine, rule } from '../../common/text.decorators.js';
import { isUuid } from '../../common/uuid.js';

export type TodoStatus = 'open' | 'completed' | 'all';
export type TodoOrder = 'newest' | 'oldest';

const MOST_FOUND = 50;

/** Words that are searched for. */
const IsSearched = () =>
  applyDecorators(
    TidiedLine(),
    HasCodePoints(1, 200, 'Send a word at least, and 200 characters at most.'),
    IsPlainText(),
  );

export class ListTodosQuery extends PageQuery {
  @IsIn(['open', 'completed', 'all'], { message: 'Choose open, completed or all.' })
  status: TodoStatus = 'all';

  @IsIn(['newest', 'oldest'], { message: 'Choose newest or oldest.' })
  order: TodoOrder = 'newest';

  @MayBeLeftOut()
  @IsSearched()
  q?: string;
}

export class ProjectTodosQuery extends PageQuery {
  @MayBeLeftOut()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @rule({
    name: 'isSection',
    holds: (value) => value === 'none' || isUuid(value),
    message: 'Send the id of a section, or none.',
  })
  sectionId?: string;
}

export class SearchTodosQuery {
  @IsSearched()
  q: string;

  @Amount(MOST_FOUND, `Ask for 1 to ${MOST_FOUND} todos.`)
  limit: number = 20;
}
