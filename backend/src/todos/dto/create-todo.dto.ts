import { MayBeLeftOut } from '../../common/may-be-left-out.decorator.js';
import { rule } from '../../common/text.decorators.js';
import { isUuidV7 } from '../uuid.js';
import { IsNotes, IsTitle } from './todo-fields.js';

export class CreateTodoDto {
  @MayBeLeftOut()
  @rule({ name: 'isUuidV7', holds: isUuidV7, message: 'The id must be a UUID of version 7.' })
  id?: string;

  @IsTitle()
  title: string;

  @MayBeLeftOut()
  @IsNotes()
  notes?: string;
}
