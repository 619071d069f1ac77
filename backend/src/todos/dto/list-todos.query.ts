import { IsIn } from 'class-validator';
import { PageQuery } from '../../common/page.query.js';
import type { TodoOrder, TodoStatus } from '../queries/todo-list.repository.js';

export class ListTodosQuery extends PageQuery {
  @IsIn(['open', 'completed', 'all'], { message: 'Choose open, completed or all.' })
  status: TodoStatus = 'all';

  @IsIn(['newest', 'oldest'], { message: 'Choose newest or oldest.' })
  order: TodoOrder = 'newest';
}
