import type { CDPSession, Locator, Page } from '@playwright/test';
import { pointOf, type Spot } from './drag.js';

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

  /** Moves in steps, a frame each, as a finger does. */
  async move(from: { x: number; y: number }, to: { x: number; y: number }, steps = 8) {
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.#send('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      await this.page.evaluate(() => new Promise((drawn) => void requestAnimationFrame(drawn)));
    }
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
