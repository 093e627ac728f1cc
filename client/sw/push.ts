/** What a push may say: that something waits, never what it is. */
const WORDS = {
  zh: { title: '群岛', body: '有一条新提醒等你看看。' },
  en: { title: 'Archipelago', body: 'A new reminder is waiting for you.' },
} as const;

type Said = { lang: 'zh' | 'en'; to: string };
/** A payload that cannot be read still shows something: browsers demand it. */
const readPush = (event: PushEvent): Said => {
  try {
    const said = event.data?.json() as Partial<Said> | undefined;
    const to = typeof said?.to === 'string' && /^\/[a-z/-]*$/.test(said.to) ? said.to : '/';
    return { lang: said?.lang === 'en' ? 'en' : 'zh', to };
  } catch {
    return { lang: 'zh', to: '/' };
  }
};

/** Shows pushes, and opens the game where they point; a tab that is open is used again. */
export const showPushes = (scope: ServiceWorkerGlobalScope): void => {
  scope.addEventListener('push', (event) => {
    const { lang, to } = readPush(event);
    const { title, body } = WORDS[lang];
    const options = { body, lang, tag: 'message', icon: '/icons/large/compass.webp', data: to };
    event.waitUntil(scope.registration.showNotification(title, options));
  });
  scope.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const to = String(event.notification.data ?? '/');
    const open = async (): Promise<unknown> => {
      const [tab] = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
      if (!tab) return scope.clients.openWindow(to);
      await tab.focus();
      return tab.navigate(to);
    };
    event.waitUntil(open());
  });
};
