import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'latch:public';

/** Opens a route or controller to everybody. Without it, every route asks for a session. */
export const Public = () => SetMetadata(PUBLIC, true);
