import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
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
const limitMessage = { message: `Ask for 1 to ${MOST} at once.` };
const MOST_COLUMNS = 500;
const columnsMessage = { message: `Ask for 1 to ${MOST_COLUMNS} columns.` };

const AsNumber = () =>
  Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value));

export class BoardQuery {
  @AsNumber()
  @IsInt(limitMessage)
  @Min(1, limitMessage)
  @Max(MOST, limitMessage)
  limit: number = 50;

  @MayBeLeftOut()
  @AsNumber()
  @IsInt(columnsMessage)
  @Min(1, columnsMessage)
  @Max(MOST_COLUMNS, columnsMessage)
  columns?: number;
}
