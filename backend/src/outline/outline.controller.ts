import { Controller, Get } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { OutlineService } from './outline.service.js';

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/outline')
export class OutlineController {
  constructor(private readonly outline: OutlineService) {}

  @Get()
  get(@CurrentUser() user: AuthenticatedUser) {
    return this.outline.get(user);
  }
}
