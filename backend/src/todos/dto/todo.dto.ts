import { Equals } from 'class-validator';
import {
  IsDoneAt,
  IsId,
  IsIdOrNull,
  IsNewId,
  IsSeenVersion,
  IsYesOrNo,
  MayBeLeftOut,
} from '../../common/request-fields.js';
import { todoFields } from '@latch/domain/todo-fields';
import { CreateFields, UpdateFields } from '../../fields/field-rules.js';

/** A list, and a place in it. */
export class PlaceDto {
  @MayBeLeftOut()
  @IsId()
  projectId?: string;

  @IsIdOrNull()
  sectionId?: string | null;

  @IsIdOrNull()
  parentId?: string | null;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

export class CreateTodoDto extends CreateFields(todoFields, PlaceDto) {
  @IsNewId()
  id?: string;
}

/** Changes the fields that are given; at least one is. */
export class UpdateTodoDto extends UpdateFields(todoFields) {
  @IsSeenVersion()
  version?: number;

  @MayBeLeftOut()
  @IsYesOrNo()
  completed?: boolean;

  @MayBeLeftOut()
  @Equals(true, { message: 'Send true, or leave it out.' })
  skipped?: true;

  @IsNewId()
  completionId?: string;

  @IsDoneAt()
  doneAt?: string;
}
