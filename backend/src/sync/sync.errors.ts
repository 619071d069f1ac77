import { HttpError } from '@latch/server-kit/http-errors';

/** One person has as many open streams as one may have. */
export class TooManyStreamsError extends HttpError {
  constructor() {
    super(429, 'TOO_MANY_STREAMS', 'You are connected from too many windows or devices at once.', {
      headers: { 'retry-after': '30' },
    });
  }
}

/** This server holds as many streams as it can; another replica may hold more. */
export class StreamsUnavailableError extends HttpError {
  constructor() {
    super(503, 'STREAMS_UNAVAILABLE', 'This server cannot notify more devices just now. Try again in a moment.', {
      headers: { 'retry-after': '30' },
    });
  }
}
