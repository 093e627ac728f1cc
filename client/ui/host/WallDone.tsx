import { useCallback, useEffect } from 'react';
import type { BattleResultView, BattleView, ResultRow } from '../../../server/domain/api-battle.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { resultSoon } from '../../net/host.ts';
import { go } from '../../stores/screen.ts';
import { isReduced, settings } from '../../stores/settings.ts';
import { awardsOf } from '../hall/Awards.tsx';
import { Glory, Podium, standsOf } from '../hall/Podium.tsx';
import { AWARD_ICON, faceName } from '../hall/words.ts';
import { Avatar, announce, Icon } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { playCue } from '../sound.ts';
import { TeamBoard, TopFive } from './Tops.tsx';
import { WallFrame } from './WallFrame.tsx';

/** Third, second, first: one step each 600 ms; then the rest. */
const STEP_MS = 600;
const STEPS = 3;
const MOST_AWARDS = 6;
const toHall = (): void => go({ name: 'battles' });

type Props = { battle: string; view: BattleView | undefined };

/** The end on the wall: podium and awards; without ranking thanks to everybody. */
export const WallDone = ({ battle, view }: Props) => {
  const t = useT('host');
  const { value, fault, load } = useLoaded(useCallback(() => resultSoon(battle), [battle]));
  const next = view?.rematch;
  useEffect(() => {
    if (next !== undefined && view !== undefined)
      go({ name: 'battle', battle: next, as: view.role === 'watch' ? 'watch' : 'screen' }, true);
  }, [next, view]);
  if (fault === 'battle.not_in' && view !== undefined) return <Seen view={view} />;
  if (value === undefined)
    return fault === undefined ? (
      <Loading label={t('counting')} onLeave={toHall} />
    ) : (
      <Fault code={fault} onRetry={load} onLeave={toHall} leaveLabel={t('hall')} />
    );
  const ranked = value.battle.rules.ranking && value.battle.status === 'done' && value.rows.length > 0;
  const hidden = view?.namesHidden ?? value.battle.rules.hideNames;
  const shown = hidden ? { ...value, rows: value.rows.map((row) => ({ ...row, name: '' })) } : value;
  return (
    <WallFrame info={value.battle} view={view} look={ranked ? 'podium' : 'thanks'}>
      {ranked ? <Heroes result={shown} /> : <Thanks result={value} />}
    </WallFrame>
  );
};

const Heroes = ({ result }: { result: BattleResultView }) => {
  const t = useT('host');
  const stands = standsOf(result);
  const first = stands[0]?.name ?? '';
  useEffect(() => {
    const wait = isReduced(settings.getState()) ? 0 : STEP_MS * STEPS;
    const timer = setTimeout(() => {
      playCue('victory');
      announce(t('winner', { name: first }));
    }, wait);
    return () => clearTimeout(timer);
  }, [first, t]);
  return (
    <div className="wall-heroes">
      <div className="wall-stage">
        <Glory />
        <h2 className="heroes-title">{t('done.podium')}</h2>
        <Podium stands={stands} />
      </div>
      <Beyond result={result} />
    </div>
  );
};

/** The end for who only looked on: places as the battle told them. Its result is for those who played. */
const Seen = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { info } = view;
  const title = t(info.rules.ranking ? 'done.podium' : 'done.calm');
  useEffect(() => announce(title), [title]);
  return (
    <WallFrame info={info} view={view} look="seen">
      <h2 className="heroes-title">{title}</h2>
      <div className="wall-board">
        {info.rules.ranking && info.mode !== 'race' && <TopFive view={view} />}
        <TeamBoard view={view} />
      </div>
    </WallFrame>
  );
};

/** Awards for others than the first three: everybody of a show has something to win. */
const Beyond = ({ result }: { result: BattleResultView }) => {
  const t = useT('host');
  const hall = useT('hall');
  const given = awardsOf(result.rows).filter(({ award }) => award !== 'champion');
  if (given.length === 0 && result.teams.length < 2) return null;
  return (
    <aside className="wall-awards">
      {given.length > 0 && (
        <section aria-labelledby="wall-awards">
          <h2 id="wall-awards">{t('awards')}</h2>
          <ul>
            {given.slice(0, MOST_AWARDS).map(({ award, to }) => (
              <li key={award}>
                <Icon name={AWARD_ICON[award]} size={48} />
                <span>
                  <b>{hall(`award.${award}`)}</b>
                  <Winners to={to} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.teams.length > 1 && <TeamBoard view={{ teams: result.teams, info: result.battle }} />}
    </aside>
  );
};

const NAMED = 3;
const Winners = ({ to }: { to: ResultRow[] }) => {
  const hall = useT('hall');
  const more = to.length - NAMED;
  return (
    <small>
      {to.slice(0, NAMED).map((row) => (
        <span key={row.id}>
          <Avatar seed={row.avatar} size={32} />
          {faceName(row)}
        </span>
      ))}
      {more > 0 && hall('result.award.more', { count: more })}
    </small>
  );
};

/** A serious show ends without places: what everybody did together. */
const Thanks = ({ result }: { result: BattleResultView }) => {
  const t = useT('host');
  const { rows, battle } = result;
  const right = rows.reduce((n, row) => n + row.right, 0);
  const answered = rows.reduce((n, row) => n + row.answered, 0);
  return (
    <div className="wall-thanks">
      <Icon name="clapping-hands" size={140} />
      <h2 className="heroes-title">{t(battle.status === 'void' ? 'done.void' : 'done.calm')}</h2>
      {answered > 0 && (
        <p>
          {t('thanks', {
            people: number(rows.length),
            answered: number(answered),
            share: percent(right / answered),
          })}
        </p>
      )}
      <ul aria-hidden="true">
        {rows.slice(0, 24).map((row) => (
          <li key={row.id}>
            <Avatar seed={row.avatar} size={64} />
          </li>
        ))}
      </ul>
    </div>
  );
};
