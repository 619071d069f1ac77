import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { HasCodePoints, IsPlainText, rule } from '../../common/text.decorators.js';

const MOST = 50;
const limitMessage = { message: `Ask for 1 to ${MOST} todos.` };

export class SearchTodosQuery {
  @HasCodePoints(1, 200, 'Send 1 to 200 characters.')
  @IsPlainText()
  @rule({
    name: 'hasWord',
    holds: (value) => typeof value === 'string' && value.trim() !== '',
    message: 'Send a word at least.',
  })
  q: string;

  @Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value))
  @IsInt(limitMessage)
  @Min(1, limitMessage)
  @Max(MOST, limitMessage)
  limit: number = 20;
}
