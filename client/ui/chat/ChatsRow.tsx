import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { chats } from '../../stores/chat.ts';
import { go } from '../../stores/screen.ts';
import { Icon } from '../parts/index.ts';
import './chat.css';

/** The way to all chats, with what is unread. */
export const ChatsRow = () => {
  const t = useT('chat');
  const unread = useStore(chats, (s) => s.unread);
  return (
    <button type="button" className="row chat-way" onClick={() => go({ name: 'chat' })}>
      <Icon name="speech-balloon" size={40} />
      <span className="row-text">
        <b>{t('list')}</b>
        <small>{unread > 0 ? t('unread', { count: unread }) : t('way')}</small>
      </span>
      {unread > 0 && (
        <span className="chat-count num" aria-hidden="true">
          {Math.min(unread, 99)}
        </span>
      )}
    </button>
  );
};
