import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { questionOf } from '../auth/auth.guard.js';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { CurrentUser } from '../auth/current-user.decorator.js';
import { sessionCookieName } from '../auth/session-cookie.js';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { StreamRegistry, type Listening } from './stream-registry.service.js';

/** @see contracts/latch.yaml */
@Controller('api/users/:userId')
export class EventsController {
  private readonly cookieName: string;

  constructor(
    private readonly streams: StreamRegistry,
    @Inject(ENVIRONMENT) { publicUrl }: Environment,
  ) {
    this.cookieName = sessionCookieName(publicUrl);
  }

  @Get('events')
  async listen(@CurrentUser() user: AuthenticatedUser, @Req() request: Request, @Res() response: Response) {
    // Express answers HEAD here, too: with the headers, and no stream behind them.
    if (request.method === 'HEAD') {
      beginStream(response).end();
      return;
    }
    const question = questionOf(request, this.cookieName);
    await this.streams.open(user, question, request.get('last-event-id'), toListening(response));
  }
}

function toListening(response: Response): Listening {
  return {
    begin: () => void beginStream(response),
    write: (text) => response.write(text),
    end: () => response.end(),
    destroy: () => response.destroy(),
    // The client may have gone while its session was asked about.
    onClose: (listener) => void (response.closed ? listener() : response.once('close', listener)),
    get writableLength() {
      return response.writableLength;
    },
  };
}

function beginStream(response: Response): Response {
  // nginx would collect what is sent. `Cache-Control: no-store` is there already.
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  return response;
}
