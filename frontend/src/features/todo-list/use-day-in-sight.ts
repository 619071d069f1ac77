import { useEffect, useEffectEvent } from 'react';
import type { Day } from '../../shared/formatters/days';

/** A day that is to be shown at the top of the window. */
export interface Goal {
  day: Day;
  /** Its heading gets the focus. */
  focuses: boolean;
}

const DAYS = '[data-drag-days] [data-drop-day]';
/** How long the way to a day is corrected: lines on it are measured as they come. */
const FRAMES = 30;
/** So many frames in which nothing moved are the end of it. */
const STILL = 3;

/** Tells which day stands at the top of the window whenever another one does. */
export function useDayInSight(onDay: (day: Day) => void): void {
  const tell = useEffectEvent(onDay);
  useEffect(() => {
    let frame = 0;
    let last: Day | undefined;
    const look = () => {
      frame = 0;
      const day = dayAtTop();
      if (day === undefined || day === last) return;
      last = day;
      tell(day);
    };
    const onScroll = () => void (frame ||= requestAnimationFrame(look));
    addEventListener('scroll', onScroll, { passive: true });
    onScroll();
    return () => {
      removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
    };
  }, []);
}

/** Brings a day to the top of the window, unless the person scrolls meanwhile. @param onThere is called when it is there */
export function useWayTo(goal: Goal | null, onThere: () => void): void {
  const end = useEffectEvent(onThere);
  useEffect(() => {
    if (!goal) return undefined;
    let frames = 0;
    let still = 0;
    let frame = requestAnimationFrame(step);
    function step() {
      const element = document.querySelector<HTMLElement>(`[data-drag-days] [data-drop-day="${goal!.day}"]`);
      const away = element ? Math.round(element.getBoundingClientRect().top - topOfPage()) : 0;
      if (element && away !== 0) scrollBy(0, away);
      still = element && away === 0 ? still + 1 : 0;
      frames += 1;
      if (frames < FRAMES && still < STILL) frame = requestAnimationFrame(step);
      else stop();
    }
    function stop() {
      cancelAnimationFrame(frame);
      if (goal!.focuses) document.getElementById(headingId(goal!.day))?.focus({ preventScroll: true });
      end();
    }
    const controller = new AbortController();
    for (const type of ['wheel', 'touchmove'])
      addEventListener(type, stop, { passive: true, signal: controller.signal });
    return () => {
      cancelAnimationFrame(frame);
      controller.abort();
    };
  }, [goal]);
}

/** The id of the heading of a day. */
export const headingId = (day: Day) => `day-${day}`;

function dayAtTop(): Day | undefined {
  const y = topOfPage() + 1;
  const days = [...document.querySelectorAll<HTMLElement>(DAYS)];
  return days.find((element) => element.getBoundingClientRect().bottom > y)?.dataset.dropDay;
}

/** Where the page begins below the head of the app. */
function topOfPage(): number {
  return Math.max(0, Math.round(document.querySelector('header')?.getBoundingClientRect().bottom ?? 0));
}
