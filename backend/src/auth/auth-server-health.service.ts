import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';

/** Whether the auth server answers at all. */
@Injectable()
export class AuthServerHealth {
  constructor(private readonly http: HttpService) {}

  /** @throws {Error} when it does not answer 200 within `milliseconds` */
  async check(milliseconds: number): Promise<void> {
    const { status } = await this.http.axiosRef.get('/health/live', { signal: AbortSignal.timeout(milliseconds) });
    if (status !== 200) throw new Error(`The auth server's health is ${status}`);
  }
}
