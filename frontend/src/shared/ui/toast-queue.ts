interface ToastMessage {
  /** Showing an id again changes that toast in place and starts its time anew. */
  id?: string;
  title: string;
  description?: string;
  tone?: 'neutral' | 'danger';
  /** The one thing that can be done about it, such as Undo. Pressing it closes the toast. */
  action?: { label: string; onPress: () => void };
  /** Milliseconds; 0 stays until it is closed. By default 6 seconds, and a `danger` stays. */
  duration?: number;
}

export interface Toasts {
  /** @returns the toast's id */
  show: (message: ToastMessage) => string;
  dismiss: (id?: string) => void;
}

/** What shows toasts, once it is there. */
export interface ToastDisplay {
  add: (message: ToastMessage & { id: string }) => void;
  close: (id?: string) => void;
}

export interface ToastQueue extends Toasts {
  /** Hands over what waits, and from now on everything at once. @returns how to stop */
  attach: (display: ToastDisplay) => () => void;
  isWanted: () => boolean;
  onWanted: (listener: () => void) => () => void;
}

/** Keeps what is said until there is something to show it. */
export function createToastQueue(): ToastQueue {
  const listeners = new Set<() => void>();
  let display: ToastDisplay | undefined;
  let waiting: ((display: ToastDisplay) => void)[] = [];
  let wanted = false;
  let count = 0;

  const tell = (order: (display: ToastDisplay) => void) => {
    if (display) return order(display);
    waiting.push(order);
    wanted = true;
    for (const listener of listeners) listener();
  };

  return {
    show(message) {
      const id = message.id ?? `toast-${(count += 1)}`;
      tell((display) => display.add({ ...message, id }));
      return id;
    },
    dismiss(id) {
      if (display || waiting.length > 0) tell((display) => display.close(id));
    },
    attach(next) {
      display = next;
      const orders = waiting;
      waiting = [];
      for (const order of orders) order(next);
      return () => void (display = undefined);
    },
    isWanted: () => wanted,
    onWanted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
