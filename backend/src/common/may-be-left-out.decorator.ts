import { ValidateIf } from 'class-validator';

/** A field that may be left out. Unlike `IsOptional` it does not let null through. */
export const MayBeLeftOut = () => ValidateIf((_object, value: unknown) => value !== undefined);
