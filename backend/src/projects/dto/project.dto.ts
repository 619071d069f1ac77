import { IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/request-fields.js';
import { projectFields } from '@latch/domain/outline-fields';
import { CreateFields, UpdateFields } from '../../fields/field-rules.js';

/** Below another one, at a place in its list. */
export class MoveProjectDto {
  @IsIdOrNull()
  parentId?: string | null;

  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

export class CreateProjectDto extends CreateFields(projectFields, MoveProjectDto) {
  @IsNewId()
  id?: string;
}

/** Changes the fields that are given; at least one is. */
export class UpdateProjectDto extends UpdateFields(projectFields) {
  @IsSeenVersion()
  version?: number;
}
