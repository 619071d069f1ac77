/** Injects the `Metrics`, or null where nothing is measured. */
export const METRICS = Symbol('METRICS');
