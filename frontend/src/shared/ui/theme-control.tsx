import { chooseDensity, densities, type Density, useDensity } from './density';
import { DarkIcon, LightIcon, SystemIcon } from './icons';
import { Menu } from './menu';
import type { MenuEntry } from './overlay-types';
import { chooseTheme, type Theme, useTheme } from './theme';

const themes = [
  { value: 'light', label: 'Light', icon: <LightIcon size={20} aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', icon: <DarkIcon size={20} aria-hidden="true" /> },
  { value: 'system', label: 'System', icon: <SystemIcon size={20} aria-hidden="true" /> },
] as const;

/** The choice between light, dark and what the system says; and, where there are lists, how close their lines stand. */
export function ThemeControl({ density = false }: { density?: boolean }) {
  const value = useTheme();
  const shown = themes.find((theme) => theme.value === value) ?? themes[2];
  const chosen = useDensity();
  const theme: MenuEntry = {
    kind: 'choice',
    label: 'Theme',
    value,
    options: themes,
    onChange: (next) => chooseTheme(next as Theme),
  };
  const closeness: MenuEntry = {
    kind: 'choice',
    label: 'Density',
    value: chosen,
    options: densities,
    onChange: (next) => chooseDensity(next as Density),
  };
  return (
    <Menu label={`Theme: ${shown.label}`} entries={density ? [theme, { kind: 'line' }, closeness] : [theme]}>
      {shown.icon}
    </Menu>
  );
}
