import type { Page } from 'playwright-core';

const KIB = 1024;
/** game.md 9: what may be sent before the first screen can be used. */
export const FIRST_BUDGET = 250 * KIB;
export const WORLD_BUDGET = 1200 * KIB;

export type Sent = { url: string; bytes: number };

/** Bytes over the wire of every reply, as the browser counts them (bodies compressed, headers included). */
export const countBytes = async (page: Page): Promise<Sent[]> => {
  const sent: Sent[] = [];
  const urls = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', (e) => urls.set(e.requestId, e.response.url));
  session.on('Network.loadingFinished', (e) =>
    sent.push({ url: new URL(urls.get(e.requestId) ?? 'http://x/').pathname, bytes: e.encodedDataLength }),
  );
  return sent;
};

export const total = (sent: readonly Sent[], of: (s: Sent) => boolean = () => true): number =>
  sent.filter(of).reduce((n, s) => n + s.bytes, 0);
export const kib = (bytes: number): string => `${(bytes / KIB).toFixed(0)} KiB`;

/** What the first screen needs: everything but the world that loads behind it. */
export const isFirst = (s: Sent): boolean => !/phaser|\/art\/|game-/.test(s.url);
export const isScript = (s: Sent): boolean => s.url.endsWith('.js');
export const isFont = (s: Sent): boolean => s.url.endsWith('.woff2');
export const isStyle = (s: Sent): boolean => s.url.endsWith('.css');
