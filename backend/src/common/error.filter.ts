import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import {
  HttpError,
  InternalError,
  MalformedJsonError,
  MalformedRequestError,
  PayloadTooLargeError,
  RouteNotFoundError,
  UnsupportedMediaTypeError,
} from '@latch/server-kit/http-errors';

/** Gives every refusal and every failure the one error shape; the reason of a failure goes to the log alone. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost) {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = toHttpError(thrown);
    if (error.status >= 500) {
      this.logger.error({ requestId: request.id, code: error.code, err: error.cause ?? thrown }, error.message);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(error.status).set(error.headers).json(error.toBody());
  }
}

/** @returns the thrown error itself when it has its place in the contract, otherwise what it amounts to */
export function toHttpError(thrown: unknown): HttpError {
  if (thrown instanceof HttpError) return thrown;
  if (!(thrown instanceof HttpException)) return new InternalError(thrown);
  // The body parser wraps what its own hooks throw.
  if (thrown.cause instanceof HttpError) return thrown.cause;
  const status = thrown.getStatus();
  if (status === 400) return isParseFailure(thrown.cause) ? new MalformedJsonError() : new MalformedRequestError();
  if (status === 404) return new RouteNotFoundError();
  if (status === 413) return new PayloadTooLargeError();
  if (status === 415) return new UnsupportedMediaTypeError();
  return status < 500 ? new MalformedRequestError(thrown) : new InternalError(thrown);
}

/** Whether Express' body parser could not parse the body. Its message quotes the body, so it is never passed on. */
function isParseFailure(cause: unknown): boolean {
  return cause instanceof Error && 'type' in cause && cause.type === 'entity.parse.failed';
}
