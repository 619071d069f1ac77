import { Amount } from '../../common/amount.decorator.js';
import { HasCodePoints, IsPlainText, TidiedLine } from '../../common/text.decorators.js';

const MOST = 50;

export class SearchTodosQuery {
  @TidiedLine()
  @HasCodePoints(1, 200, 'Send a word at least, and 200 characters at most.')
  @IsPlainText()
  q: string;

  @Amount(MOST, `Ask for 1 to ${MOST} todos.`)
  limit: number = 20;
}
