import { IsBoolean } from 'class-validator';
import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { IsNotes, IsTitle } from './todo-fields.js';

/** Changes the fields that are given; at least one is. */
export class UpdateTodoDto {
  @MayBeLeftOut()
  @IsTitle()
  title?: string;

  @MayBeLeftOut()
  @IsNotes()
  notes?: string;

  @MayBeLeftOut()
  @IsBoolean({ message: 'Send true or false.' })
  completed?: boolean;
}
