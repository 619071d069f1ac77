import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { renderApp } from '../../../testing/render';
import { server } from '../../../testing/server';
import type { Finding } from '../api/setup-query';
import { Setup } from './setup';

const fine: Finding = { subject: 'clock', ok: true, says: 'The clocks agree.', set: null };
const wrong: Finding = { subject: 'address', ok: false, says: 'Another address.', set: 'PUBLIC_URL=http://here' };

/** @param answers to the questions in turn, the last one to all further ones */
function serveSetup(...answers: Finding[][]): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get('*/api/auth/setup', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ findings: answers[Math.min(asked.length, answers.length) - 1] });
    }),
    http.get('*/api/auth/setup/lines', () => new HttpResponse('first\nsecond\n')),
  );
  return asked;
}

it('asks twice with its address and clock, and shows what the second answer says', async () => {
  const asked = serveSetup([wrong], [wrong, fine]);
  renderApp(<Setup />);
  const list = within(await screen.findByRole('list', { name: 'Checks' }));
  // The lines came together: that is the third.
  expect(list.getAllByRole('listitem').map((item) => item.getAttribute('data-ok'))).toEqual(['false', 'true', 'false']);
  expect(list.getByText('PUBLIC_URL=http://here')).toBeVisible();
  expect(screen.getByText('2 of 3 checks need attention.')).toBeVisible();
  expect(asked.map((query) => query.get('address'))).toEqual([location.origin, location.origin]);
  expect(asked.every((query) => !Number.isNaN(Date.parse(query.get('clock') ?? '')))).toBe(true);
});

it('looks again when asked to', async () => {
  serveSetup([wrong], [wrong], [fine]);
  renderApp(<Setup />);
  await userEvent.click(await screen.findByRole('button', { name: 'Check again' }));
  expect(await screen.findByText('The clocks agree.')).toBeInTheDocument();
  expect(screen.queryByText('Another address.')).not.toBeInTheDocument();
});

it('counts one finding in the singular', async () => {
  serveSetup([fine], [fine]);
  renderApp(<Setup onwards="Onwards" />);
  // The lines came together.
  expect(await screen.findByText('1 of 2 checks needs attention.')).toBeVisible();
  expect(screen.getByText('Onwards')).toBeVisible();
});

it('says nothing once there is an account, and leads to none', async () => {
  const body = { error_code: 'NOT_FOUND', message: 'There is nothing at this address.', detail: null };
  server.use(http.get('*/api/auth/setup', () => HttpResponse.json(body, { status: 404 })));
  renderApp(<Setup onwards="Onwards" />);
  expect(await screen.findByText('Set-up is complete')).toBeInTheDocument();
  expect(screen.queryByText('Onwards')).toBeNull();
});

it('says when nobody answers, and looks again', async () => {
  server.use(http.get('*/api/auth/setup', () => HttpResponse.error()));
  renderApp(<Setup />);
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  serveSetup([fine]);
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
  expect(await screen.findByText('The clocks agree.')).toBeInTheDocument();
});

it('says what the server knows of the reason when its database cannot be used', async () => {
  const detail = 'The database refuses the password of its role auth.';
  const body = { error_code: 'STORE_UNAVAILABLE', message: 'The database does not answer.', detail };
  server.use(http.get('*/api/auth/setup', () => HttpResponse.json(body, { status: 503 })));
  renderApp(<Setup />);
  expect(await screen.findByRole('alert')).toHaveTextContent(`The database does not answer. ${detail}`);
});
