import type { ChannelView, ChatReaction } from '../../../server/domain/api-chat.ts';
import { lang, textOf } from '../../i18n/index.ts';

export const REACTION_ICON: Record<ChatReaction, string> = {
  like: 'thumbs-up',
  heart: 'red-heart',
  laugh: 'face-with-tears-of-joy',
  clap: 'clapping-hands',
  thanks: 'folded-hands',
};
export const KIND_ICON: Record<ChannelView['kind'], string> = {
  direct: 'speech-balloon',
  crew: 'dragon',
  battle: 'crossed-swords',
  department: 'office-building',
  cohort: 'sailboat',
};

/** The name of a channel in words. */
export const nameOf = ({ kind, name }: Pick<ChannelView, 'kind' | 'name'>): string => {
  if (name !== '') return name;
  const t = textOf('chat');
  return kind === 'direct' ? t('name.gone') : kind === 'crew' ? t('name.crew') : t('name.battle');
};

const tag = (): string => (lang() === 'zh' ? 'zh-CN' : 'en');
const DAY_MS = 86_400_000;
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
export const isSameDay = (a: number, b: number): boolean => midnight(a) === midnight(b);

export const timeOf = (at: number): string =>
  new Date(at).toLocaleTimeString(tag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** "今天", "昨天", "11月21日 星期六": the head of a day in a conversation. */
export const dayName = (at: number, now: number): string => {
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  const t = textOf('chat');
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return new Date(at).toLocaleDateString(tag(), { month: 'long', day: 'numeric', weekday: 'short' });
};
