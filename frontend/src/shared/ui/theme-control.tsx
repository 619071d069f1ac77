import { DarkIcon, LightIcon, SystemIcon } from './icons';
import { Menu } from './menu';
import type { MenuEntry } from './overlay-types';
import { chooseTheme, type Theme, useTheme } from './theme';

const themes = [
  { value: 'light', label: 'Light', icon: <LightIcon size={20} aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', icon: <DarkIcon size={20} aria-hidden="true" /> },
  { value: 'system', label: 'System', icon: <SystemIcon size={20} aria-hidden="true" /> },
] as const;

/** The choice between light, dark and what the system says. */
export function ThemeControl() {
  const value = useTheme();
  const shown = themes.find((theme) => theme.value === value) ?? themes[2];
  const entry: MenuEntry = {
    kind: 'choice',
    label: 'Theme',
    value,
    options: themes,
    onChange: (theme) => chooseTheme(theme as Theme),
  };
  return (
    <Menu label={`Theme: ${shown.label}`} entries={[entry]}>
      {shown.icon}
    </Menu>
  );
}
