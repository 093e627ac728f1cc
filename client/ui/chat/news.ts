import type { ChannelView } from '../../../server/domain/api-chat.ts';
import { isQuiet } from '../../../server/domain/chat.ts';
import { localDayHour } from '../../../server/domain/time.ts';
import { textOf } from '../../i18n/index.ts';
import { followChats } from '../../net/chat.ts';
import { chats } from '../../stores/chat.ts';
import { type Screen, screen } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { settings } from '../../stores/settings.ts';
import { say, toasts } from '../../stores/toast.ts';
import { playCue } from '../sound.ts';
import { nameOf } from './words.ts';

/** Screens on which one is not disturbed; the message waits in the list. */
const BUSY: readonly Screen['name'][] = [
  'attempt',
  'card',
  'drill',
  'battle',
  'host',
  'crew',
  'ceremony',
  'studio',
];
const MOST_SIGNS = 60;
const shortened = (text: string): string => {
  const signs = [...text.replace(/\s+/gu, ' ')];
  return signs.length > MOST_SIGNS ? `${signs.slice(0, MOST_SIGNS).join('')}…` : signs.join('');
};

/** By the hours of the company's zone that this person has chosen. */
const isQuietNow = (): boolean => {
  const zone = session.getState().me?.org.zone;
  return zone !== undefined && isQuiet(settings.getState().quiet, localDayHour(Date.now(), zone).hour);
};

const mayRing = (view: ChannelView): boolean =>
  !view.muted &&
  view.unread > 0 &&
  !toasts.getState().calm &&
  !BUSY.includes(screen.getState().name) &&
  !isQuietNow();

const ring = ({ kind, last, name }: ChannelView): void => {
  if (last === undefined || last.mine) return;
  const t = textOf('chat');
  const text = shortened(last.text);
  const from = last.name;
  say(
    kind === 'direct'
      ? t('news', { from, text })
      : t('news.place', { place: nameOf({ kind, name }), from, text }),
    { icon: 'speech-balloon' },
  );
  playCue('select');
};

/** Follows the chats and rings for what is new elsewhere, once for each message. Gives the stop function. */
export const followChatNews = (): (() => void) => {
  const rung = new Map<string, number>();
  let ready = false;
  const stop = followChats((channel) => {
    const { open, list } = chats.getState();
    const view = list?.find((c) => c.id === channel);
    if (!view || (open === channel && document.visibilityState === 'visible')) return;
    if ((view.last?.seq ?? 0) <= (rung.get(channel) ?? 0) || !mayRing(view)) return;
    rung.set(channel, view.last?.seq ?? 0);
    if (ready) ring(view);
  });
  const timer = setTimeout(() => {
    ready = true;
  }, 1_000);
  return () => {
    clearTimeout(timer);
    stop();
  };
};
