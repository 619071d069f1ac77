import { IsId, IsIdOrNull, IsNewId, IsSeenVersion } from '../../common/request-fields.js';
import { sectionFields } from '@latch/domain/outline-fields';
import { CreateFields, UpdateFields } from '../../fields/field-rules.js';

/** A place among the sections of its project. */
export class MoveSectionDto {
  @IsIdOrNull()
  beforeId?: string | null;

  @IsIdOrNull()
  afterId?: string | null;
}

export class CreateSectionDto extends CreateFields(sectionFields, MoveSectionDto) {
  @IsNewId()
  id?: string;

  @IsId()
  projectId: string;
}

/** Changes the fields that are given; at least one is. */
export class UpdateSectionDto extends UpdateFields(sectionFields) {
  @IsSeenVersion()
  version?: number;
}
