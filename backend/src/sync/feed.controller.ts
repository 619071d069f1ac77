import { Controller, Get, Query } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { Amount, MayBeLeftOut } from '../common/request-fields.js';
import { rule } from '../common/text.decorators.js';
import { INVALID_SINCE } from './feed-cursor.js';
import { FeedService } from './feed.service.js';

const [MOST, USUAL] = [2_000, 500];
const LONGEST_SINCE = 200;

export class SyncQuery {
  @MayBeLeftOut()
  @rule({
    name: 'isSince',
    holds: (value) => typeof value === 'string' && value.length >= 1 && value.length <= LONGEST_SINCE,
    message: INVALID_SINCE,
  })
  since: string = '0';

  @Amount(MOST, `Ask for 1 to ${MOST} at once.`)
  limit: number = USUAL;
}

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/sync')
export class FeedController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  page(@CurrentUser() user: AuthenticatedUser, @Query() { since, limit }: SyncQuery) {
    return this.feed.page(user, since, limit);
  }
}
