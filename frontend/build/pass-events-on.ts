import type { ProxyOptions } from 'vite';

/** For `npm run dev`: a stream of events begins with its head, though no event has come yet, and ends when the server is gone. */
export const passEventsOn: ProxyOptions['configure'] = (proxy) => {
  proxy.on('proxyRes', (answer, _request, response) => {
    if (!answer.headers['content-type']?.startsWith('text/event-stream')) return;
    // The head is copied right after this.
    queueMicrotask(() => response.flushHeaders());
    answer.once('close', () => answer.complete || response.destroy());
  });
};
