import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { InvalidSessionError, MalformedJsonError } from '@latch/server-kit/http-errors';
import { toHttpError } from './error.filter.js';

describe('What a thrown thing amounts to', () => {
  const parseFailure = Object.assign(new SyntaxError('secret'), { type: 'entity.parse.failed' });

  it.each<[string, unknown, number, string]>([
    ['a domain error', new InvalidSessionError(), 401, 'INVALID_SESSION'],
    [
      'one that the body parser wrapped',
      new HttpException('x', 400, { cause: new MalformedJsonError() }),
      400,
      'MALFORMED_JSON',
    ],
    ['a parse failure', new BadRequestException('secret', { cause: parseFailure }), 400, 'MALFORMED_JSON'],
    ['another bad request', new BadRequestException('secret'), 400, 'MALFORMED_REQUEST'],
    ['nothing there', new NotFoundException('Cannot GET /secret'), 404, 'NOT_FOUND'],
    ['too much', new HttpException('secret', 413), 413, 'PAYLOAD_TOO_LARGE'],
    ['another encoding', new HttpException('secret', 415), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a refusal nobody foresaw', new HttpException('secret', 418), 400, 'MALFORMED_REQUEST'],
    ['a failure of Nest', new HttpException('secret', 502), 500, 'INTERNAL_ERROR'],
    ['a bug', new TypeError('secret'), 500, 'INTERNAL_ERROR'],
    ['no error at all', 'secret', 500, 'INTERNAL_ERROR'],
    ['nothing', undefined, 500, 'INTERNAL_ERROR'],
  ])('%s', (_name, thrown, status, code) => {
    const error = toHttpError(thrown);
    expect([error.status, error.toBody().error_code]).toEqual([status, code]);
    expect(JSON.stringify(error.toBody())).not.toContain('secret');
  });
});
