import { expect, it } from 'vitest';
import { formatDevice, formatDeviceLocation } from './device-formatters';

it.each([
  ['Firefox', 'Linux', 'Firefox on Linux'],
  ['Firefox', null, 'Firefox'],
  [null, 'Android', 'A browser on Android'],
  [null, null, 'An unknown browser'],
])('says of %s and %s: %s', (browser, system, words) => expect(formatDevice({ browser, system })).toBe(words));

it.each([
  ['127.0.0.1', 'this-machine', 'On the machine Latch runs on'],
  ['192.168.1.7', 'local-network', 'In the local network, 192.168.1.7'],
  ['192.0.2.7', null, 'From 192.0.2.7'],
  [null, null, 'From an unknown address'],
] as const)('says of %s, %s: %s', (address, place, words) =>
  expect(formatDeviceLocation({ address, place })).toBe(words),
);
