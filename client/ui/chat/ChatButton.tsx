import { lazy, Suspense, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { chats } from '../../stores/chat.ts';
import { session } from '../../stores/session.ts';
import { Button } from '../parts/index.ts';

const Drawer = lazy(() => import('./ChatDrawer.tsx').then((m) => ({ default: m.ChatDrawer })));

/** Opens the talk of a crew or battle over the screen, without leaving it. */
export const ChatButton = ({ kind, id }: { kind: 'crew' | 'battle'; id: string }) => {
  const t = useT('chat');
  const channel = `${kind}.${id}`;
  const me = useStore(session, (s) => s.me);
  const unread = useStore(chats, (s) => s.list?.find((c) => c.id === channel)?.unread ?? 0);
  const [open, setOpen] = useState(false);
  if (me === undefined) return null;
  return (
    <>
      <Button icon="speech-balloon" className="chat-button" onClick={() => setOpen(true)}>
        {t(`open.${kind}`)}
        {unread > 0 && !open && (
          <span className="chat-count num">
            <span aria-hidden="true">{Math.min(unread, 99)}</span>
            <span className="sr-only">{t('unread', { count: unread })}</span>
          </span>
        )}
      </Button>
      {open &&
        createPortal(
          <Suspense fallback={null}>
            <Drawer me={me} channel={channel} title={t(`open.${kind}`)} onClose={() => setOpen(false)} />
          </Suspense>,
          document.getElementById('ui') ?? document.body,
        )}
    </>
  );
};
