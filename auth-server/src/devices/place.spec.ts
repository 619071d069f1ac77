import { placeOf } from './place.js';

it.each([
  ['127.0.0.1', 'this-machine'],
  ['127.8.8.8', 'this-machine'],
  ['::1', 'this-machine'],
  ['::ffff:127.0.0.1', 'this-machine'],
  ['10.1.2.3', 'local-network'],
  ['172.16.0.1', 'local-network'],
  ['172.31.255.255', 'local-network'],
  ['192.168.1.20', 'local-network'],
  ['169.254.10.10', 'local-network'],
  ['fd12:3456::1', 'local-network'],
  ['fe80::1', 'local-network'],
  ['172.32.0.1', null],
  ['192.0.2.7', null],
  ['2001:db8::1', null],
  ['', null],
  [null, null],
  ['unknown', null],
])('%s is at %s', (address, place) => expect(placeOf(address)).toBe(place));
