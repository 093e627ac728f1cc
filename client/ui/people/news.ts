import { textOf } from '../../i18n/index.ts';
import { loadPeople } from '../../net/people.ts';
import { onNotice } from '../../stores/notice.ts';
import { newcomers, people } from '../../stores/people.ts';
import { say } from '../../stores/toast.ts';

type Cheer = 'wave' | 'cheer' | 'thanks';
const isCheer = (kind: string): kind is Cheer => kind === 'wave' || kind === 'cheer' || kind === 'thanks';

const tellFriends = async (): Promise<void> => {
  const before = people.getState().view;
  const now = await loadPeople();
  if (now === undefined || before === undefined) return;
  const t = textOf('people');
  for (const { face } of newcomers(before.incoming, now.incoming))
    say(t('news.request', { name: face.name }), { avatar: face.avatar, tone: 'good' });
  for (const { face } of newcomers(before.friends, now.friends))
    say(t('news.friend', { name: face.name }), { avatar: face.avatar, tone: 'good' });
};

/** Keeps friends and requests up to date while somebody is aboard, and shows what comes. Gives the stop function. */
export const followPeople = (): (() => void) => {
  void loadPeople();
  const stops = [
    onNotice('friends', () => void tellFriends()),
    onNotice('cheer', ({ name, avatar, cheer }) => {
      if (isCheer(cheer)) say(textOf('people')(`news.${cheer}`, { name }), { avatar, tone: 'good' });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};
