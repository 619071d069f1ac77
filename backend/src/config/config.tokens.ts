/** Injects the `Environment`. */
export const ENVIRONMENT = Symbol('ENVIRONMENT');
/** Injects the pino `Logger`. */
export const LOGGER = Symbol('LOGGER');
