import { Amount } from '../../common/amount.decorator.js';
import { HasCodePoints, IsPlainText, rule } from '../../common/text.decorators.js';

const MOST = 50;

export class SearchTodosQuery {
  @HasCodePoints(1, 200, 'Send 1 to 200 characters.')
  @IsPlainText()
  @rule({
    name: 'hasWord',
    holds: (value) => typeof value === 'string' && value.trim() !== '',
    message: 'Send a word at least.',
  })
  q: string;

  @Amount(MOST, `Ask for 1 to ${MOST} todos.`)
  limit: number = 20;
}
