import { PageQuery } from '../../common/page.query.js';
import { IsId } from '../../common/id-fields.js';

export class ListHistoryQuery extends PageQuery {
  @IsId()
  entityId: string;
}
