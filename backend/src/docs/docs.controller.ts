import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import contract from '@latch/contracts/latch.json' with { type: 'json' };
import { Public } from '../auth/auth.guard.js';
import { DocsService } from './docs.service.js';

/** The contract, for people and for programs. */
@Public()
@Controller('api/docs')
export class DocsController {
  constructor(private readonly docs: DocsService) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return this.docs.page();
  }

  @Get('openapi.json')
  openapi(): unknown {
    return contract;
  }

  @Get(':file')
  file(@Param('file') name: string): StreamableFile {
    return this.docs.file(name);
  }
}
