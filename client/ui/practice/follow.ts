import { textOf } from '../../i18n/index.ts';
import { forgetPack, type Scored, sendWaiting, stockUp } from '../../net/offline.ts';
import { loadPractice } from '../../net/practice.ts';
import { practice } from '../../stores/practice.ts';
import { screen } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';

/** Says what the answers of a time without a network came to. */
const tell = (all: readonly Scored[]): void => {
  const t = textOf('practice');
  for (const { refused } of all) if (refused !== undefined) say(faultText(refused), { tone: 'bad' });
  const sum = { n: 0, right: 0, coins: 0 };
  for (const { answers, right, coins } of all) {
    sum.n += answers;
    sum.right += right;
    sum.coins += coins;
  }
  if (sum.n === 0) return;
  if (sum.coins > 0) say(t('offline.scored.coins', sum), { icon: 'coin', tone: 'good' });
  else say(t('offline.scored', sum), { icon: 'check-mark-button', tone: 'good' });
};

const sync = async (): Promise<void> => {
  const { status, online, me } = session.getState();
  if (status !== 'in' || !online || me === undefined) return;
  const told = await sendWaiting();
  tell(told);
  if (told.length > 0 && practice.getState().view !== undefined) await loadPractice();
  await stockUp();
};
/** What could not be had now is had at the next sign of a network. */
const trySync = (): void => void sync().catch(() => undefined);

const CALM: readonly string[] = ['map', 'today', 'practice'];

/**
 * Keeps questions for practice without a network on this device, and brings the answers home: at the start, when the
 * network is back, and whenever a calm screen is opened. Gives the stop function.
 */
export const followOffline = (): (() => void) => {
  trySync();
  const stops = [
    session.subscribe((now, before) => {
      if (now.status === 'in' && now.online && !(before.online && before.status === 'in')) trySync();
      if (now.status === 'out' && before.me !== undefined) void forgetPack(before.me.person.id);
    }),
    screen.subscribe(({ name }, before) => {
      if (name !== before.name && CALM.includes(name)) trySync();
    }),
  ];
  addEventListener('online', trySync);
  return () => {
    for (const stop of stops) stop();
    removeEventListener('online', trySync);
  };
};
