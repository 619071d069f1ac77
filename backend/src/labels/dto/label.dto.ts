import { IsNewId, IsSeenVersion } from '../../common/request-fields.js';
import { labelFields } from '@latch/domain/outline-fields';
import { CreateFields, UpdateFields } from '../../fields/field-rules.js';

export class CreateLabelDto extends CreateFields(labelFields) {
  @IsNewId()
  id?: string;
}

/** Changes the fields that are given; at least one is. */
export class UpdateLabelDto extends UpdateFields(labelFields) {
  @IsSeenVersion()
  version?: number;
}
