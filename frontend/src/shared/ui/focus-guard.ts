import { focusHeading, recoveries } from './lost-focus';

/** Where the focus was: the element, and what it stood in, from the inside out. */
interface Trail {
  elements: Element[];
  /** What came behind each of them then. */
  behind: (Element | null)[];
}

const TABBABLE = 'a[href], button, input, select, textarea, [tabindex]';
/** How far back it is remembered where the focus was: through a dialog, the menu that opened it, and the row. */
const REMEMBERED = 6;

/**
 * What has the focus may go away: removed, hidden or disabled by what it did. The browser then gives the focus to the body, where
 * a keyboard starts over and a screen reader says nothing. A component that knows a better place takes it there; else it
 * goes to what is nearest, or to the heading above it.
 * @returns how to stop
 */
export function keepFocus(): () => void {
  const { activeElement } = document;
  const trails: Trail[] = activeElement && activeElement !== document.body ? [trailOf(activeElement)] : [];
  let frame = 0;
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    trails.unshift(trailOf(target));
    trails.length = Math.min(trails.length, REMEMBERED);
  };
  const look = () => {
    if (isLost(trails[0])) lookSoon();
  };
  const lookSoon = () => {
    // Dialogs and pages that give the focus on themselves come first.
    frame ||= requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        frame = 0;
        if (isLost(trails[0])) recover(trails);
      });
    });
  };
  const observer = new MutationObserver(look);
  const attributeFilter = ['disabled', 'hidden', 'inert'];
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter });
  document.addEventListener('focusin', onFocus);
  // Something may be hidden only once it has moved away, which changes nothing in the document, and takes the focus a frame later.
  const onTransitionEnd = ({ propertyName }: TransitionEvent) => propertyName === 'visibility' && lookSoon();
  document.addEventListener('transitionend', onTransitionEnd);
  return () => {
    observer.disconnect();
    document.removeEventListener('transitionend', onTransitionEnd);
    document.removeEventListener('focusin', onFocus);
    cancelAnimationFrame(frame);
  };
}

function trailOf(target: Element): Trail {
  const elements: Element[] = [];
  for (let one: Element | null = target; one && one !== document.body; one = one.parentElement) elements.push(one);
  return { elements, behind: elements.map((one) => one.nextElementSibling) };
}

/** Not where the person took the focus off something that is still there. */
function isLost(trail: Trail | undefined): boolean {
  const [element] = trail?.elements ?? [];
  return element !== undefined && hasNoFocus() && !isReachable(element);
}

function hasNoFocus(): boolean {
  return !document.activeElement || document.activeElement === document.body;
}

function recover(trails: readonly Trail[]): void {
  const lost = trails.flatMap(({ elements }) => elements);
  for (const recovery of recoveries.toReversed()) if (recovery(lost)) return;
  for (const trail of trails) {
    nearest(trail)?.focus({ preventScroll: true });
    if (!hasNoFocus()) return;
  }
  focusHeading(lost.find((element) => element.isConnected));
}

/** The element itself if it is there again, or what can be reached beside it: the next one, or else the one before. */
function nearest({ elements, behind }: Trail): HTMLElement | undefined {
  const [element] = elements;
  if (element instanceof HTMLElement && isReachable(element)) return element;
  const from = elements.findIndex((one) => one.isConnected && isReachable(one));
  for (const [at, place] of elements.entries()) {
    if (at < from || from < 0) continue;
    if (place.matches('main') || place.querySelector('main')) return undefined;
    const reachable = [...place.querySelectorAll<HTMLElement>(TABBABLE)].filter(isTabStop);
    const spot = behind[at - 1];
    const next = spot?.isConnected && reachable.find((one) => spot.contains(one) || isBehind(one, spot));
    const found = next || reachable.at(-1);
    if (found) return found;
  }
  return undefined;
}

function isBehind(one: Element, spot: Element): boolean {
  return Boolean(spot.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function isTabStop(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && isReachable(element);
}

function isReachable(element: Element): boolean {
  if (!element.isConnected || element.matches(':disabled') || element.closest('[inert], [hidden]')) return false;
  // Not known to every browser, and not to the DOM of the tests.
  return (element as Partial<Element>).checkVisibility?.({ visibilityProperty: true }) ?? true;
}
