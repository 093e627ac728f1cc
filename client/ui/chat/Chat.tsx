import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { loadChats } from '../../net/chat.ts';
import { faultOf } from '../../net/fault.ts';
import { chats } from '../../stores/chat.ts';
import { go } from '../../stores/screen.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Icon, RoundButton } from '../parts/index.ts';
import { Shore } from '../Shore.tsx';
import { Waiting } from '../Waiting.tsx';
import { ChannelList } from './ChannelList.tsx';
import { Conversation } from './Conversation.tsx';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import './chat.css';

/** The chats of a person: the list beside the conversation, on a phone one of the two. */
export const Chat = ({ me, channel }: { me: Me; channel: string | undefined }) => {
  const t = useT('chat');
  useKeyboardRoom();
  return (
    <Shore calm>
      <div className={channel === undefined ? 'chat' : 'chat chat-open'}>
        <section className="chat-side card" aria-label={t('list')}>
          <header className="chat-head">
            <RoundButton label={t('back.people')} onClick={() => go({ name: 'people' })}>
              ‹
            </RoundButton>
            <h1>{t('title')}</h1>
          </header>
          <Side channel={channel} />
        </section>
        <section className="chat-main card">
          {channel === undefined ? (
            <p className="chat-pick">
              <Icon name="message-bottle" size={72} />
              {t('pick')}
            </p>
          ) : (
            <Conversation
              key={channel}
              me={me}
              channel={channel}
              onBack={() => go({ name: 'chat' })}
              backLabel={t('back')}
            />
          )}
        </section>
      </div>
    </Shore>
  );
};

const Side = ({ channel }: { channel: string | undefined }) => {
  const t = useT('chat');
  const list = useStore(chats, (s) => s.list);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    loadChats().then(
      () => setFault(undefined),
      (error: unknown) => setFault(faultOf(error)),
    );
  }, []);
  if (list === undefined) return fault === undefined ? <Waiting /> : <FaultNote code={fault} />;
  if (list.length > 0)
    return (
      <>
        <ChannelList list={list} open={channel} />
        <footer className="chat-side-foot">
          <Button wide icon="handshake" onClick={() => go({ name: 'people' })}>
            {t('to.people')}
          </Button>
        </footer>
      </>
    );
  return (
    <div className="chat-none">
      <Icon name="message-bottle" size={72} />
      <p>
        <b>{t('list.empty')}</b>
      </p>
      <p>{t('list.empty.how')}</p>
      <Button look="cta" onClick={() => go({ name: 'people' })}>
        {t('to.people')}
      </Button>
    </div>
  );
};
