import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { readReplica } from '../../../testing/read-replica';
import type { Label } from '../../../model/outline/outline';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { aLabel } from '../../../testing/outline-builder';
import { renderApp } from '../../../testing/render';
import { serveLatch } from '../../../testing/server';
import LabelDialog from './label-dialog';

const waiting = aLabel({ name: 'waiting' });

async function open(label?: Label) {
  const latch = serveLatch().with(waiting);
  const onClose = vi.fn();
  const client = createQueryClient();
  await readReplica(client);
  const page = renderApp(<LabelDialog userId={USER_ID} label={label} onClose={onClose} />, client);
  await screen.findByRole('dialog', { name: label ? 'Edit label' : 'New label' });
  return { latch, onClose, ...page };
}
const name = () => screen.getByLabelText('Name');

describe('LabelDialog', () => {
  it('makes a label with a colour', async () => {
    const { user, latch, onClose } = await open();
    await user.type(name(), ' phone ');
    await user.click(screen.getByRole('radio', { name: 'pink' }));
    await user.keyboard('{Enter}');
    expect(onClose).toHaveBeenCalledOnce();
    await waitFor(() =>
      expect([...latch.store.labels.values()]).toContainEqual(
        expect.objectContaining({ name: 'phone', colour: 'pink' }),
      ),
    );
  });

  it('proposes the next colour, which can be kept', async () => {
    const { user, latch } = await open();
    await waitFor(() => expect(screen.getByRole('radio', { name: 'red' })).toBeChecked());
    await user.type(name(), 'phone{Enter}');
    await waitFor(() =>
      expect([...latch.store.labels.values()]).toContainEqual(
        expect.objectContaining({ name: 'phone', colour: 'red' }),
      ),
    );
  });

  it.each([
    ['   ', 'Give the label a name.'],
    ['\u200b\u3164\ufe0f', 'Give the label a name.'],
    ['WAITING', 'You already have a label with this name.'],
    ['x'.repeat(61), 'A name has at most 60 characters; this one has 61.'],
  ])('refuses %j', async (typed, problem) => {
    const { user, onClose } = await open();
    await user.type(name(), typed);
    await user.click(screen.getByRole('button', { name: 'Add label' }));
    expect(screen.getByText(problem)).toBeInTheDocument();
    expect(name()).toHaveFocus();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('changes the case of its own name, and sends that alone', async () => {
    const { user, latch } = await open(waiting);
    await user.clear(name());
    await user.type(name(), 'Waiting');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(latch.log).toContain(`PATCH /labels/${waiting.id} {"name":"Waiting","version":1}`));
  });
});
