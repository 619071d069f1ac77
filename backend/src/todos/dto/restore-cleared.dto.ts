import { rule } from '../../common/text.decorators.js';

const ISO_TIME = /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export class RestoreClearedDto {
  /** The `deletedAt` that clearing answered with: it names the batch. */
  @rule({
    name: 'isIsoTime',
    holds: (value) => typeof value === 'string' && ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)),
    message: 'Send the deletedAt that clearing answered with.',
  })
  deletedAt: string;
}
