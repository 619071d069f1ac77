import { PageQuery } from '../../common/page.query.js';
import { IsId } from '../../common/request-fields.js';

export class ListHistoryQuery extends PageQuery {
  @IsId()
  entityId: string;
}
