interface Machine {
  browser: string | null;
  system: string | null;
}

/** What somebody signed in with, as far as it said: "Firefox on Linux". */
export function formatDevice({ browser, system }: Machine): string {
  if (browser && system) return `${browser} on ${system}`;
  if (browser) return browser;
  return system ? `A browser on ${system}` : 'An unknown browser';
}

interface DeviceLocation {
  address: string | null;
  place: 'this-machine' | 'local-network' | null;
}

/** Where a device is, as far as an address tells for certain. */
export function formatDeviceLocation({ address, place }: DeviceLocation): string {
  if (place === 'this-machine') return 'On the machine Latch runs on';
  if (!address) return 'From an unknown address';
  return place === 'local-network' ? `In the local network, ${address}` : `From ${address}`;
}
