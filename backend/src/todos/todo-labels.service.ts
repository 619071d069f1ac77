import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../history/change.js';
import { LabelService } from '../labels/label.service.js';

/** The labels of todos. */
@Injectable()
export class TodoLabels {
  constructor(private readonly labels: LabelService) {}

  /** @param field that named them @throws {ValidationFailedError} when one is not there */
  async refuseMissing(change: Change, ids: string[], field: string): Promise<void> {
    if (ids.length > 0 && (await this.labels.existing(change, ids)).length < ids.length)
      throw new ValidationFailedError({ [field]: ['One of these labels does not exist.'] });
  }

  /** Those of the ids that are there. */
  async existing(change: Change, ids: string[]): Promise<string[]> {
    return ids.length === 0 ? [] : this.labels.existing(change, ids);
  }
}
