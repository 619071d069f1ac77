import { Body, Controller, Get, Patch } from '@nestjs/common';
import { settingsFields } from '@latch/domain/settings-fields';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { UpdateFields } from '../fields/field-rules.js';
import type { ChangeName } from '../history/change.js';
import { ChangeId } from '../history/change-id.decorator.js';
import { SettingsService } from './settings.service.js';

/** Changes what is given; at least one thing is. */
class UpdateSettingsDto extends UpdateFields(settingsFields) {}

/** @see contracts/latch.yaml */
@Controller('api/users/:userId/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  find(@CurrentUser() { userId }: AuthenticatedUser) {
    return this.settings.find(userId);
  }

  @Patch()
  update(@CurrentUser() user: AuthenticatedUser, @ChangeId() changeId: ChangeName, @Body() wanted: UpdateSettingsDto) {
    return this.settings.update(user, changeId, wanted);
  }
}
