import { useState } from 'react';
import type { QuestView } from '../../../server/domain/api.ts';
import type { MessageKind, MessageView } from '../../../server/domain/api-programme.ts';
import { pick, textOf, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadMessages, markRead } from '../../net/message.ts';
import { islandOf, stationOf } from '../../stores/quest.ts';
import { go, type Screen } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { useLoaded } from './use-loaded.ts';
import { whenOf } from './when.ts';
import './programme.css';

const ICONS: Record<MessageKind, string> = {
  reminder: 'bell',
  marked: 'memo',
  extended: 'hourglass-not-done',
  reset: 'unlocked',
  graduation: 'graduation-cap',
  invited: 'crossed-swords',
  soon: 'alarm-clock',
  called_off: 'cross-mark',
  challenge: 'crossed-swords',
  award: 'trophy',
  feedback: 'speech-balloon',
  target: 'bullseye',
  season: 'party-popper',
  gift: 'wrapped-gift',
  answered: 'speech-balloon',
  accepted: 'coin',
  expired: 'hourglass-not-done',
  report: 'shield',
  order_ready: 'package',
  order_cancelled: 'coin',
  friend: 'handshake',
  befriended: 'handshake',
  bill: 'receipt',
  bill_answer: 'receipt',
};

/** The inbox: what trainers and the voyage told me, newest first. */
export const Messages = ({ view }: { view: QuestView }) => {
  const t = useT('programme');
  const { value, fault, load, set } = useLoaded(loadMessages);
  const [busy, setBusy] = useState(false);
  const unread = value?.filter((m) => !m.read) ?? [];
  const read = (ids: string[]): void => {
    if (ids.length === 0 || busy) return;
    setBusy(true);
    markRead(ids)
      .then(set, (error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }))
      .finally(() => setBusy(false));
  };
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  const lead =
    value === undefined
      ? undefined
      : unread.length > 0
        ? t('messages.lead', { count: unread.length })
        : value.length > 0
          ? t('messages.lead.none')
          : undefined;
  return (
    <Page title={t('messages.title')} icon="bell" {...(lead === undefined ? {} : { lead })}>
      {value === undefined ? (
        <Waiting />
      ) : (
        <Card aria-label={t('messages.title')}>
          <FaultNote code={fault} />
          {value.length === 0 && (
            <p className="messages-none">
              <Icon name="message-bottle" size={64} />
              {t('messages.empty')}
            </p>
          )}
          {unread.length > 1 && (
            <p className="messages-all">
              <Button look="mini" busy={busy} onClick={() => read(unread.map((m) => m.id))}>
                {t('messages.all')}
              </Button>
            </p>
          )}
          <ul className="messages">
            {value.map((message) => (
              <Message key={message.id} message={message} view={view} onRead={() => read([message.id])} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
};

type Props = { message: MessageView; view: QuestView; onRead: () => void };

const Message = ({ message, view, onRead }: Props) => {
  const t = useT('programme');
  const kind = t(`message.${message.kind}`);
  const place = placeOf(message, view);
  const open = (): void => {
    if (!message.read) onRead();
    if (place !== undefined) go(place.screen);
  };
  return (
    <li className={message.read ? 'message' : 'message message-new'}>
      <Icon name={ICONS[message.kind]} size={40} />
      <div className="message-text">
        <p className="message-head">
          {!message.read && <b className="message-mark">{t('messages.new')}</b>}
          <b>{message.from === undefined ? kind : t('messages.from', { name: message.from, kind })}</b>
          <time dateTime={new Date(message.at).toISOString()}>{whenOf(message.at, Date.now())}</time>
        </p>
        <p className="message-words">{wordsOf(message)}</p>
        <p className="message-acts">
          {place !== undefined && (
            <Button look="mini" onClick={open}>
              {t('messages.go')}
              {place.name !== '' && <small>{place.name}</small>}
            </Button>
          )}
          {!message.read && (
            <Button look="mini" onClick={onRead}>
              {t('messages.read')}
            </Button>
          )}
        </p>
      </div>
    </li>
  );
};

const OUTCOMES = ['won', 'lost', 'tie'] as const;
/** What it says: a person's own words, or of a challenge what came of it. */
const wordsOf = ({ kind, text }: MessageView): string => {
  if (kind === 'bill') return '';
  const outcome = kind === 'challenge' ? OUTCOMES.find((o) => o === text) : undefined;
  return outcome === undefined ? text : textOf('hall')(`challenge.${outcome}`);
};

/** Where a message about battles leads. */
const battleOf = ({ kind, battle }: MessageView): Screen | undefined => {
  if (kind === 'challenge')
    return battle === undefined ? { name: 'battles' } : { name: 'battle-result', battle };
  return (kind === 'invited' || kind === 'soon') && battle !== undefined
    ? { name: 'battle', battle }
    : undefined;
};

/** Where a message leads: a battle, the ceremony, its station, or its island while that is open. */
const placeOf = (message: MessageView, view: QuestView) => {
  if (message.kind === 'graduation')
    return view.ceremony === undefined ? undefined : { screen: { name: 'ceremony' } as const, name: '' };
  if (message.kind === 'friend' || message.kind === 'befriended')
    return { screen: { name: 'people' } as const, name: '' };
  if (message.kind === 'bill') return { screen: { name: 'bill', bill: message.text } as const, name: '' };
  const battle = battleOf(message);
  if (battle !== undefined) return { screen: battle, name: '' };
  const island = message.island === undefined ? undefined : islandOf(view, message.island);
  if (island === undefined || island.state === 'locked') return undefined;
  const station = message.station === undefined ? undefined : stationOf(view, message.station);
  if (station?.kind === 'assignment' && station.state !== 'locked')
    return {
      screen: { name: 'attempt', island: island.id, station: station.id } as const,
      name: pick(station.name),
    };
  return {
    screen: { name: 'island', island: island.id } as const,
    name: pick(station?.name ?? island.name),
  };
};
