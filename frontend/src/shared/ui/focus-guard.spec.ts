import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFocus } from './focus-guard';
import { focusHeading, recoverFocus } from './lost-focus';

let stop: () => void;
beforeEach(() => {
  document.body.innerHTML = `
    <div id="root">
      <nav><a href="#home">Home</a><a href="#garden">Garden</a></nav>
      <main tabindex="-1">
        <h1>Inbox</h1>
        <section><h2>Passkeys</h2><ul><li><button>One</button></li><li><button>Two</button></li></ul></section>
      </main>
    </div>`;
  stop = keepFocus();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => button(name).closest('li')!;
/** @returns until it stands where it belongs */
const focusGoesTo = (find: () => HTMLElement) => waitFor(() => expect(find()).toHaveFocus());

describe('when what had the focus goes away, the focus goes', () => {
  it('to the next one, then to the one before, then to the heading above', async () => {
    button('One').focus();
    row('One').remove();
    await focusGoesTo(() => button('Two'));
    row('Two').insertAdjacentHTML('beforebegin', '<li><button>Zero</button></li>');
    row('Two').remove();
    await focusGoesTo(() => button('Zero'));
    row('Zero').remove();
    await focusGoesTo(() => screen.getByRole('heading', { name: 'Passkeys' }));
  });

  it('to what took its place', async () => {
    button('One').focus();
    row('One').innerHTML = '<textarea aria-label="Name"></textarea>';
    await focusGoesTo(() => screen.getByRole('textbox'));
  });

  it('to where it was before a dialog that goes along with its list', async () => {
    button('Two').focus();
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog"><button>Remove</button></div>');
    button('Remove').focus();
    row('Two').remove();
    screen.getByRole('dialog').remove();
    await focusGoesTo(() => button('One'));
  });

  it('off what is hidden once it has moved away', async () => {
    const one = button('One');
    one.focus();
    Object.assign(one, { checkVisibility: () => false });
    one.dispatchEvent(Object.assign(new Event('transitionend', { bubbles: true }), { propertyName: 'visibility' }));
    one.blur();
    await focusGoesTo(() => button('Two'));
  });

  it('off a button that can be pressed no more', async () => {
    const one = button('One');
    one.focus();
    // A browser does both at once.
    one.blur();
    one.setAttribute('disabled', '');
    await focusGoesTo(() => button('Two'));
  });

  it('never from the navigation into the page', async () => {
    const [home, garden] = screen.getAllByRole('link');
    garden!.focus();
    garden!.remove();
    await focusGoesTo(() => home!);
  });

  it('first of all where a part of the page wants it', async () => {
    const end = recoverFocus((lost) => {
      if (!lost.some((element) => element.matches('li'))) return false;
      focusHeading();
      return true;
    });
    button('One').focus();
    row('One').remove();
    await focusGoesTo(() => screen.getByRole('heading', { name: 'Inbox' }));
    end();
  });
});

it('leaves the focus where the person put it, and where something else took it', async () => {
  button('One').focus();
  button('One').blur();
  row('Two').remove();
  await frames();
  expect(document.body).toHaveFocus();
  button('One').focus();
  const link = screen.getByRole('link', { name: 'Home' });
  row('One').remove();
  link.focus();
  await frames();
  expect(link).toHaveFocus();
});

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
async function frames() {
  await act(async () => {
    for (let count = 0; count < 4; count += 1) await frame();
  });
}
