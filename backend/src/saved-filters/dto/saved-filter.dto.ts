import { IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/request-fields.js';
import { savedFilterFields } from '@latch/domain/outline-fields';
import { CreateFields, UpdateFields } from '../../fields/field-rules.js';

/** A place among the filters. */
export class MoveSavedFilterDto {
  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

export class CreateSavedFilterDto extends CreateFields(savedFilterFields, MoveSavedFilterDto) {
  @IsNewId()
  id?: string;
}

/** Changes the fields that are given; at least one is. */
export class UpdateSavedFilterDto extends UpdateFields(savedFilterFields) {
  @IsSeenVersion()
  version?: number;
}
