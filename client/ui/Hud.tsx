import { type CSSProperties, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { number, pick, useT } from '../i18n/index.ts';
import { honours } from '../stores/honours.ts';
import { doneOf } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { world } from '../stores/world.ts';
import { Pill } from './parts/index.ts';
import { MyPortrait } from './people/MyPortrait.tsx';
import { useCatalogue } from './people/titles.ts';
import { Bell } from './programme/Offers.tsx';
import { phaseOf } from './voyage-day.ts';

const shareDone = (view: QuestView): number => {
  const all = view.islands.flatMap((i) => i.stations).length;
  const done = view.islands.reduce((n, i) => n + doneOf(i), 0);
  return all === 0 ? 0 : (done / all) * 100;
};

const daysOf = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Top bar of the map: who I am, which day it is, streak and coins. */
export const Hud = ({ me, view }: { me: Me; view: QuestView }) => {
  const t = useT('map');
  const common = useT('common');
  const line = useStore(honours, (s) => s.line);
  const title = useCatalogue()?.titles.find((x) => x.id === line?.title);
  const islands = view.islands.filter((i) => i.state === 'done').length;
  const who = title === undefined ? (me.person.guest ? common('guest') : me.org.name) : pick(title.name);
  return (
    <header className="hud">
      <button type="button" className="chip chip-me" onClick={() => go({ name: 'settings' })}>
        <span
          className="me-ring"
          aria-hidden="true"
          style={{ '--p': `${shareDone(view)}%` } as CSSProperties}
        >
          <MyPortrait avatar={me.person.avatar} size={46} />
          {line !== undefined && <b className="me-level">{line.level}</b>}
        </span>
        <span className="me-text">
          <b>{me.person.name}</b>
          <small>{who}</small>
        </span>
        <span className="sr-only">{t('hud.me', { count: islands })}</span>
      </button>
      <DaysChip view={view} />
      <div className="pills">
        <Pill icon="fire" label={common('streak.n', { n: view.streak })}>
          <b className="num">{view.streak}</b>
          <small className="wide-only">{common('streak.word')}</small>
        </Pill>
        <Purse coins={view.coins} />
        <Bell unread={view.unread} />
      </div>
    </header>
  );
};

/** Which day it is; before the first and after the last one no number is true. */
const DaysChip = ({ view: { day: today, days } }: { view: QuestView }) => {
  const t = useT('map');
  const phase = phaseOf({ day: today, days });
  const [before, after] = t('hud.day.words').split('|');
  const left = days - today;
  return (
    <div className="chip chip-days" role="img" aria-label={t(`hud.day.${phase}`, { day: today, days })}>
      <span className="days-text">
        {phase === 'during' ? (
          <>
            {before} <b className="num">{today}</b> {after}
          </>
        ) : (
          t(`hud.${phase}`)
        )}
      </span>
      <span className="day-dots">
        {daysOf(days).map((day) => (
          <i key={day} className={day < today ? 'past' : day === today ? 'now' : ''} />
        ))}
      </span>
      <span className="days-left">
        {phase === 'after'
          ? t('hud.open')
          : left > 0
            ? t('hud.left', { count: Math.min(left, days) })
            : t('hud.last')}
      </span>
    </div>
  );
};

/** Tells the world where coins fly to. */
const usePurse = (): void => {
  const size = useStore(world, (s) => s.size);
  useLayoutEffect(() => {
    const box = size.w > 0 ? document.getElementById('purse')?.getBoundingClientRect() : undefined;
    if (box !== undefined && box.width > 0)
      world.setState({ purse: { x: box.x + 20, y: box.y + box.height / 2 } });
  }, [size]);
};

/** My coins; coins that are won fly to it. */
export const Purse = ({ coins }: { coins: number }) => {
  const t = useT('common');
  usePurse();
  return (
    <Pill icon="coin" id="purse" label={t('coins.n', { n: number(coins) })}>
      <b className="num">{number(coins)}</b>
    </Pill>
  );
};
