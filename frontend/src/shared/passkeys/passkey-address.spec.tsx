import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { otherPasskeyAddress, PasskeysElsewhere } from './passkey-address';

it.each([
  ['http://localhost:3000', 'http://127.0.0.1:3000/sign-in', 'http://localhost:3000'],
  ['http://localhost:3000', 'http://[::1]:3000/sign-in', 'http://localhost:3000'],
  ['http://localhost:3000', 'http://localhost:3000/sign-in', undefined],
  ['http://localhost:3000', 'http://192.0.2.7:3000/sign-in', undefined],
  ['https://todo.example.com/latch', 'https://192.0.2.7/latch/sign-in', 'https://todo.example.com/latch'],
  ['https://todo.example.com', 'https://nas/sign-in', 'https://todo.example.com'],
])('of %s the page %s is sent for passkeys to %s', (address, here, other) => {
  expect(otherPasskeyAddress({ address, passkeys: true }, here)).toBe(other);
});

it('is nowhere where there can be none at all, or nobody knows', () => {
  const here = 'http://127.0.0.1/sign-in';
  expect(otherPasskeyAddress({ address: 'http://nas', passkeys: false }, here)).toBeUndefined();
  expect(otherPasskeyAddress(undefined, here)).toBeUndefined();
});

it('leads to the same page there', () => {
  history.replaceState(null, '', '/sign-in?next=%2Ftrash');
  render(<PasskeysElsewhere address="https://todo.example.com" />);
  const link = screen.getByRole('link', { name: 'todo.example.com' });
  expect(link).toHaveAttribute('href', 'https://todo.example.com/sign-in?next=%2Ftrash');
});
