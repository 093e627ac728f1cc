import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { session } from '../stores/session.ts';
import { dismiss, toasts } from '../stores/toast.ts';
import { Avatar, announce, Icon } from './parts/index.ts';

/** Short notices; each is also said to screen readers once. */
export const Toasts = () => {
  const t = useT('common');
  const shown = useStore(toasts, (s) => s.shown);
  const newest = shown.at(-1);
  const text = newest?.text;
  const id = newest?.id;
  useEffect(() => {
    if (id !== undefined && text !== undefined) announce(text);
  }, [id, text]);
  return (
    <section aria-label={t('toast.list')}>
      {shown.length > 0 && (
        <ul className="toasts">
          {shown.map((toast) => (
            <li key={toast.id} className={`toast toast-${toast.tone}`}>
              {toast.avatar !== undefined && <Avatar seed={toast.avatar} size={36} />}
              {toast.icon !== undefined && <Icon name={toast.icon} size={28} />}
              <span>{toast.text}</span>
              <button type="button" aria-label={t('close')} onClick={() => dismiss(toast.id)}>
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** Shown while calls are being retried; the screen makes room for it. */
export const OfflineBanner = () => {
  const t = useT('common');
  const online = useStore(session, (s) => s.online);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-offline', !online);
  }, [online]);
  return (
    <div className="offline-slot" role="alert">
      {!online && (
        <p className="offline">
          <span className="spinner" aria-hidden="true" />
          {t('offline')}
        </p>
      )}
    </div>
  );
};
