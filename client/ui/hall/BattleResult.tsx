import { useCallback } from 'react';
import { number, useT } from '../../i18n/index.ts';
import { replayOf, resultOf } from '../../net/battles.ts';
import { go } from '../../stores/screen.ts';
import { Avatar, Button } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { titleOf } from './words.ts';
import '../play/play.css';
import '../play/result.css';

const toHall = (): void => go({ name: 'battles' });

/** A battle that is over: the podium and what it brought, or with `replay` question by question. */
export const BattleResult = ({ battle, replay }: { battle: string; replay: boolean }) =>
  replay ? <Replay battle={battle} /> : <Result battle={battle} />;

const Result = ({ battle }: { battle: string }) => {
  const t = useT('hall');
  const { value, fault, load } = useLoaded(useCallback(() => resultOf(battle), [battle]));
  if (value === undefined)
    return fault === undefined ? (
      <Loading label={t('result.loading')} onLeave={toHall} />
    ) : (
      <Fault code={fault} onRetry={load} onLeave={toHall} leaveLabel={t('back')} />
    );
  return (
    <PlayFrame look="result" label={titleOf(value.battle)} onLeave={toHall} leaveLabel={t('back')}>
      <div className="result">
        <h1 className="result-title">{titleOf(value.battle)}</h1>
        <ol className="result-card">
          {value.rows.map((row) => (
            <li key={row.id}>
              {row.rank} <Avatar seed={row.avatar} size={36} /> {row.name} {number(row.points)}
            </li>
          ))}
        </ol>
        <Button onClick={() => go({ name: 'battle-result', battle, replay: true })}>{t('replay')}</Button>
      </div>
    </PlayFrame>
  );
};

const Replay = ({ battle }: { battle: string }) => {
  const t = useT('hall');
  const { value, fault, load } = useLoaded(useCallback(() => replayOf(battle), [battle]));
  if (value === undefined)
    return fault === undefined ? (
      <Loading label={t('replay.loading')} onLeave={toHall} />
    ) : (
      <Fault code={fault} onRetry={load} onLeave={toHall} leaveLabel={t('back')} />
    );
  return (
    <PlayFrame look="result" label={t('replay')} onLeave={toHall} leaveLabel={t('back')}>
      <div className="result">
        <h1 className="result-title">{titleOf(value.battle)}</h1>
      </div>
    </PlayFrame>
  );
};
