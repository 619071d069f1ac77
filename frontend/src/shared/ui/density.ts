import { createLook } from './look';

export type Density = 'comfortable' | 'compact';

export const densities: readonly { value: Density; label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

/** How close lines stand; fingers get the room they need all the same. */
export const { choose: chooseDensity, useLook: useDensity } = createLook<Density>('density', [
  'comfortable',
  'compact',
]);
