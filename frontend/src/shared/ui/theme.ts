import { createLook } from './look';

export type Theme = 'light' | 'dark' | 'system';

/** Light, dark, or what the system says. */
export const {
  read: readTheme,
  choose: chooseTheme,
  useLook: useTheme,
} = createLook<Theme>('theme', ['system', 'light', 'dark']);
