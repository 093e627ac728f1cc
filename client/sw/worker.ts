import { showPushes } from './push.ts';

/**
 * Keeps the shell on the device, so that a reload without a network still opens the game. The page itself comes from the
 * network first; files with a hash in their name are never asked for twice; nothing of /api is ever kept.
 */

/** The build puts its own list here: `version` changes with any file of the client. */
declare const __SHELL__: { version: string; files: string[] };

/** The worker's own scope, by its right name. */
const scope = self as WorkerGlobalScope as ServiceWorkerGlobalScope;

const PREFIX = 'archipelago-';
const CURRENT = `${PREFIX}${__SHELL__.version}`;
const PAGE = '/index.html';
/** On a weak line the kept page opens after this; the network may still bring what comes after it. */
const PATIENCE_MS = 4000;

const keepAll = async (): Promise<void> => {
  const cache = await caches.open(CURRENT);
  await cache.addAll(__SHELL__.files.map((path) => new Request(path, { cache: cacheModeOf(path) })));
  const page = await fetch('/', { cache: 'no-cache' });
  if (page.ok) await cache.put(PAGE, page);
};
/** Files without a hash are asked for anew with each build. */
const cacheModeOf = (path: string): RequestCache => (path.startsWith('/assets/') ? 'default' : 'no-cache');

/** The build before this one stays: a tab that is still open may want its files. */
const dropOld = async (): Promise<void> => {
  const others = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== CURRENT);
  await Promise.all(others.slice(0, -1).map((key) => caches.delete(key)));
};

const fromNetwork = async (request: Request): Promise<Response> => {
  const reply = await fetch(request);
  if (reply.ok && (reply.headers.get('content-type') ?? '').includes('text/html'))
    await (await caches.open(CURRENT)).put(PAGE, reply.clone());
  return reply;
};

const page = async (request: Request): Promise<Response> => {
  const kept = await caches.match(PAGE, { cacheName: CURRENT });
  const fresh = fromNetwork(request);
  if (kept === undefined) return fresh;
  const late = new Promise<undefined>((done) => setTimeout(done, PATIENCE_MS));
  try {
    const reply = await Promise.race([fresh, late]);
    return reply === undefined || reply.status >= 502 ? kept : reply;
  } catch {
    return kept;
  } finally {
    fresh.catch(() => undefined);
  }
};

const file = async (request: Request, hashed: boolean): Promise<Response> => {
  const kept = await caches.match(request, hashed ? {} : { cacheName: CURRENT });
  if (kept !== undefined) return kept;
  const reply = await fetch(request);
  if (reply.status === 200) await (await caches.open(CURRENT)).put(request, reply.clone());
  return reply;
};

scope.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => scope.skipWaiting()));
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => scope.clients.claim()));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (/^\/(assets|art|icons|fonts)\//.test(pathname))
    return event.respondWith(file(request, pathname.startsWith('/assets/')));
  if (request.mode === 'navigate' && !/^\/(api|avatars|matchmake)(\/|$)/.test(pathname))
    event.respondWith(page(request));
});
showPushes(scope);
