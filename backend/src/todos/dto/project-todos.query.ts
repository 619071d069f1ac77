import { Transform } from 'class-transformer';
import { Amount } from '../../common/amount.decorator.js';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { PageQuery } from '../../common/page.query.js';
import { rule } from '../../common/text.decorators.js';
import { isUuid } from '../../common/uuid.js';

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

const MOST = 200;
const MOST_COLUMNS = 500;

export class BoardQuery {
  @Amount(MOST, `Ask for 1 to ${MOST} at once.`)
  limit: number = 50;

  @MayBeLeftOut()
  @Amount(MOST_COLUMNS, `Ask for 1 to ${MOST_COLUMNS} columns.`)
  columns?: number;
}
