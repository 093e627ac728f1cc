import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import type { ChatLine } from '../../../server/domain/api-chat.ts';
import { useT } from '../../i18n/index.ts';
import { loadTalk, muteChannel } from '../../net/chat.ts';
import { faultOf } from '../../net/fault.ts';
import { chats, setOpen, type Talk } from '../../stores/chat.ts';
import { presence } from '../../stores/presence.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Icon, RoundButton } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { Face } from './ChannelList.tsx';
import { Composer } from './Composer.tsx';
import { LineActs } from './LineActs.tsx';
import { Lines } from './Lines.tsx';
import { nameOf } from './words.ts';

type Props = { me: Me; channel: string; onBack?: () => void; backLabel?: string };

/** One channel: what was said, and where one writes. */
export const Conversation = ({ me, channel, onBack, backLabel = '' }: Props) => {
  const talk = useStore(chats, (s) => s.talks[channel]);
  const [fault, setFault] = useState<string>();
  const [picked, setPicked] = useState<ChatLine>();
  useEffect(() => {
    setOpen(channel);
    loadTalk(channel).then(
      () => setFault(undefined),
      (error: unknown) => setFault(faultOf(error)),
    );
    return () => setOpen(undefined);
  }, [channel]);
  const back = onBack && (
    <RoundButton label={backLabel} className="chat-back" onClick={onBack}>
      ‹
    </RoundButton>
  );
  if (talk === undefined || fault === 'chat.unknown')
    return (
      <>
        <header className="chat-head">{back}</header>
        <div className="chat-wait">{fault === undefined ? <Waiting /> : <FaultNote code={fault} />}</div>
      </>
    );
  return (
    <>
      <Head talk={talk}>{back}</Head>
      <LostNote />
      <Lines me={me.person} talk={talk} onPick={setPicked} />
      <Composer me={me} talk={talk} />
      {picked !== undefined && (
        <LineActs me={me.person.id} talk={talk} line={picked} onClose={() => setPicked(undefined)} />
      )}
    </>
  );
};

const LostNote = () => {
  const t = useT('chat');
  const live = useStore(presence, (s) => s.live);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    const timer = live ? undefined : setTimeout(() => setLate(true), 4_000);
    return () => clearTimeout(timer);
  }, [live]);
  return late ? (
    <p className="chat-lost" role="status">
      {t('offline')}
    </p>
  ) : null;
};

const Head = ({ talk: { view }, children }: { talk: Talk; children: ReactNode }) => {
  const t = useT('chat');
  const [busy, setBusy] = useState(false);
  const { id, kind, muted, face } = view;
  const flip = (): void => {
    setBusy(true);
    muteChannel(id, !muted)
      .then(
        () => say(t(muted ? 'unmute.done' : 'mute.done'), { icon: muted ? 'bell' : 'muted-speaker' }),
        (error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <header className="chat-head">
      {children}
      <Face view={view} size={44} />
      <div className="chat-head-text">
        <h2 tabIndex={-1}>{nameOf(view)}</h2>
        <small>{view.here ? t('here') : t(`kind.${kind}`)}</small>
      </div>
      {face !== undefined && (
        <RoundButton label={t('profile')} onClick={() => go({ name: 'person', person: face.id })}>
          <Icon name="identification-card" size={24} />
        </RoundButton>
      )}
      <Button
        look="mini"
        icon={muted ? 'muted-speaker' : 'bell'}
        busy={busy}
        aria-pressed={muted}
        onClick={flip}
      >
        <span className="chat-wide">{t('mute')}</span>
      </Button>
    </header>
  );
};
