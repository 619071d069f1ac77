import { HttpModule, HttpService } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ENVIRONMENT } from '../config/environment.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { AuthGuard } from './auth.guard.js';
import { authServerClient, AuthServerHealth, dropDefaultHeaders } from './auth-server-client.js';
import { SessionValidatorService } from './session-validator.service.js';
import { UserMatchGuard } from './user-match.guard.js';

/** Both guards are global, and run in this order. */
@Module({
  imports: [MetricsModule, HttpModule.registerAsync({ inject: [ENVIRONMENT], useFactory: authServerClient })],
  providers: [
    SessionValidatorService,
    AuthServerHealth,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: UserMatchGuard },
  ],
  // The second is what DeletionProofGuard asks, wherever it stands.
  exports: [AuthServerHealth, SessionValidatorService],
})
export class AuthModule {
  constructor({ axiosRef }: HttpService) {
    dropDefaultHeaders(axiosRef);
  }
}
