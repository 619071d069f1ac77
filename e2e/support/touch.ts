import type { CDPSession, Locator, Page } from '@playwright/test';
import { pointOf, type Spot, untilDrawn } from './drag.js';

/** One finger on a touch screen, as the browser gets it from the hardware. */
export class Finger {
  #isDown = false;

  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  static async of(page: Page): Promise<Finger> {
    return new Finger(page, await page.context().newCDPSession(page));
  }

  async down(target: Locator, spot: Spot = {}) {
    const point = await pointOf(target, spot);
    await this.#send('touchStart', point);
    this.#isDown = true;
    return point;
  }

  /** Moves in steps, with a frame drawn after each, as a finger does. */
  async move(from: { x: number; y: number }, to: { x: number; y: number }, steps = 8) {
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.#send('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      await untilDrawn(this.page);
    }
  }

  /** Touches something and moves on at once, however busy the machine is: it never rests there long enough to hold it. */
  async swipe(target: Locator, by: { x?: number; y?: number }, spot: Spot = {}) {
    const from = await pointOf(target, spot);
    const to = { x: from.x + (by.x ?? 0), y: from.y + (by.y ?? 0) };
    const first = { x: from.x + (to.x - from.x) / 12, y: from.y + (to.y - from.y) / 12 };
    this.#isDown = true;
    await Promise.all([this.#send('touchStart', from), this.#send('touchMove', first)]);
    await this.move(first, to, 11);
  }

  async up() {
    await this.#end('touchEnd');
  }

  /** Lets go, if it touches at all, and presses nothing by that. */
  async cancel() {
    if (this.#isDown) await this.#end('touchCancel');
  }

  async #end(type: 'touchEnd' | 'touchCancel') {
    this.#isDown = false;
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints: [] });
  }

  async #send(type: 'touchStart' | 'touchMove', point: { x: number; y: number }) {
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
  }
}
