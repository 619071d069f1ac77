import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PasswordField } from './password-field';

const input = () => screen.getByLabelText('Password');

describe('PasswordField', () => {
  it('says that caps lock is on while it is, and no longer when the field is left', () => {
    render(<PasswordField label="Password" />);
    const status = screen.getByRole('status');
    fireEvent.keyDown(input(), { key: 'A', modifierCapsLock: true });
    expect(status).toHaveTextContent('Caps lock is on.');
    fireEvent.keyUp(input(), { key: 'CapsLock', modifierCapsLock: false });
    expect(status).toBeEmptyDOMElement();
    fireEvent.keyDown(input(), { key: 'A', modifierCapsLock: true });
    fireEvent.blur(input());
    expect(status).toBeEmptyDOMElement();
  });

  it('reveals and hides what was typed', async () => {
    const user = userEvent.setup();
    render(<PasswordField label="Password" />);
    await user.type(input(), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(input()).toHaveAttribute('type', 'text');
    expect(input()).toHaveValue('correct horse');
    await user.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(input()).toHaveAttribute('type', 'password');
  });
});
