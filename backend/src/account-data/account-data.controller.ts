import { Controller, Delete, Get, HttpCode, StreamableFile, UseGuards } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { DeletionProofGuard } from '../auth/deletion-proof.guard.js';
import { ErasingService } from './erasing.service.js';
import { ExportService } from './export.service.js';

/** @see contracts/latch.yaml */
@Controller('api/users/:userId')
export class AccountDataController {
  constructor(
    private readonly exports: ExportService,
    private readonly erasing: ErasingService,
  ) {}

  @Get('export')
  async export(@CurrentUser() user: AuthenticatedUser): Promise<StreamableFile> {
    const file = { type: 'application/json; charset=utf-8', disposition: 'attachment; filename="latch-export.json"' };
    return new StreamableFile(await this.exports.open(user), file);
  }

  @Delete('data')
  @HttpCode(204)
  @UseGuards(DeletionProofGuard)
  erase(@CurrentUser() user: AuthenticatedUser) {
    return this.erasing.erase(user);
  }
}
