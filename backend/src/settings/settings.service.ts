import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { requireSomething } from '../common/validation.pipe.js';
import type { Clock } from '@latch/domain/dates';
import { clockOf } from '@latch/domain/settings-fields';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import type { Settings } from './settings.js';
import { SettingsRepository } from './settings.repository.js';

/** What somebody set for all of their devices. They are no part of the history: the one that is sent last holds. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly settings: SettingsRepository,
    private readonly changes: ChangeService,
  ) {}

  async find(userId: string): Promise<Settings> {
    return this.settings.find(userId);
  }

  /** By which the owner of a change knows their day. */
  async clockOf(change: Change): Promise<Clock> {
    return clockOf(await this.settings.findWithin(change));
  }

  /** Sets what is given, of which there is something, and wakes the other devices. */
  async update(user: AuthenticatedUser, changeId: ChangeName, wanted: Partial<Settings>): Promise<Settings> {
    requireSomething(wanted);
    const names = (Object.keys(wanted) as (keyof Settings)[]).filter((name) => wanted[name] !== undefined);
    return this.changes.run(user, changeId, (change) => this.settings.update(change, names, wanted));
  }
}
