import { type CSSProperties, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Notice } from '../../../server/domain/notice.ts';
import { useT } from '../../i18n/index.ts';
import { loadQuest } from '../../net/quest.ts';
import { onNotice } from '../../stores/notice.ts';
import { toasts } from '../../stores/toast.ts';
import { Avatar, announce, Icon } from '../parts/index.ts';
import './gift-shower.css';

type Gift = Extract<Notice, { kind: 'gift' }> & { n: number };
const STAY_MS = 7000;
const COINS = Array.from({ length: 14 }, (_, i) => i);

/** Coins that a colleague has just sent: who, how many, and a short rain of coins. It waits while a calm screen is open. */
export const GiftShower = () => {
  const t = useT('kind');
  const [waiting, setWaiting] = useState<Gift[]>([]);
  const calm = useStore(toasts, (s) => s.calm);
  useEffect(() => {
    let n = 0;
    const stopGifts = onNotice('gift', (gift) => {
      n += 1;
      const next = { ...gift, n };
      setWaiting((all) => [...all, next]);
      void loadQuest();
    });
    const stopCoins = onNotice('coins', () => void loadQuest());
    return () => {
      stopGifts();
      stopCoins();
    };
  }, []);
  const gift = calm ? undefined : waiting[0];
  const id = gift?.n;
  const words = gift === undefined ? '' : t('gift.got', { name: gift.name, count: gift.amount });
  useEffect(() => {
    if (id === undefined) return;
    announce(words);
    const timer = setTimeout(() => setWaiting((all) => all.filter((g) => g.n !== id)), STAY_MS);
    return () => clearTimeout(timer);
  }, [id, words]);
  if (gift === undefined) return null;
  const close = (): void => setWaiting((all) => all.filter((g) => g.n !== gift.n));
  return (
    <div className="gift-shower" key={gift.n}>
      <div className="gift-rain" aria-hidden="true">
        {COINS.map((i) => (
          <i key={i} style={{ '--i': i, '--x': (i * 37) % 100 } as CSSProperties} />
        ))}
      </div>
      <div className="gift-got">
        <Avatar seed={gift.avatar} size={64} />
        <p>
          <b>{words}</b>
          <small>{t('gift.got.note')}</small>
        </p>
        <Icon name="coin" size={44} />
        <button type="button" aria-label={t('close')} onClick={close}>
          ✕
        </button>
      </div>
    </div>
  );
};
