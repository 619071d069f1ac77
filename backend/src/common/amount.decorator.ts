import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** A query parameter that is a whole number from 1 to `most`. @param message says so in words */
export const Amount = (most: number, message: string) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value)),
    IsInt({ message }),
    Min(1, { message }),
    Max(most, { message }),
  );
