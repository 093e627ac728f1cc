import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type {
  BoardMeasure,
  BoardPeriod,
  BoardRow,
  BoardScope,
  BoardView,
} from '../../../server/domain/api-honour.ts';
import { BOARD_MEASURES, BOARD_PERIODS } from '../../../server/domain/api-honour.ts';
import { dayAndTime, number, percent, useT } from '../../i18n/index.ts';
import { boardNow } from '../../net/honours.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import { useFetched } from './use-fetched.ts';

const CLIMB_PERIODS: readonly BoardPeriod[] = ['day', 'week', 'month'];

type ListProps = { rows: BoardRow[]; measure: BoardMeasure; title: string };
const Places = ({ rows, measure, title }: ListProps) => {
  const t = useT('honours');
  return (
    <>
      <h2>{title}</h2>
      <ol className="rows rank-list">
        {rows.map((r, i) => (
          <PlaceRow
            key={r.face?.id ?? `${r.rank}.${i}`}
            rank={r.rank}
            face={r.face}
            mine={r.me === true}
            score={r.score === undefined ? '' : t(`score.${measure}`, { n: number(r.score) })}
          />
        ))}
      </ol>
    </>
  );
};

/** What is missing before a climb can be told. */
const Needs = ({ view }: { view: BoardView }) => {
  const t = useT('honours');
  const { needs } = view;
  if (needs === undefined || view.me !== undefined) return null;
  const enough = needs.before >= needs.each && needs.now >= needs.each;
  return (
    <p className="page-empty">
      <b>{t('needs.title')}</b> {enough ? t('needs.flat') : t('needs.more', needs)}
    </p>
  );
};

/** My own place in one line, above all others. */
const Mine = ({ me, view, measure }: { me: Me; view: BoardView | undefined; measure: BoardMeasure }) => {
  const t = useT('honours');
  const face = { id: me.person.id, name: me.person.name, avatar: me.person.avatar };
  const mine = view?.me;
  if (view !== undefined && mine === undefined)
    return view.needs === undefined ? <p className="page-empty">{t('none.me')}</p> : <Needs view={view} />;
  return (
    <div className="rank-me">
      <ol className="rows">
        <PlaceRow
          rank={mine?.rank ?? 0}
          face={face}
          mine
          score={mine === undefined ? '…' : t(`score.${measure}`, { n: number(mine.score) })}
        />
      </ol>
      {mine !== undefined && view !== undefined && view.n > 1 && (
        <p className="rank-ahead">{t('ahead', { share: percent(mine.percentile) })}</p>
      )}
    </div>
  );
};

type Asked = { measure: BoardMeasure; period: BoardPeriod; scope: BoardScope };
type PickProps = { asked: Asked; scopes: readonly BoardScope[]; onPick: (patch: Partial<Asked>) => void };

const Picks = ({ asked, scopes, onPick }: PickProps) => {
  const t = useT('honours');
  const periods = asked.measure === 'climb' ? CLIMB_PERIODS : BOARD_PERIODS;
  const toMeasure = (measure: BoardMeasure): void =>
    onPick({
      measure,
      ...(measure === 'climb' && !CLIMB_PERIODS.includes(asked.period) ? { period: 'week' as const } : {}),
    });
  return (
    <div className="rank-picks">
      <Choice
        label={t('measure')}
        value={asked.measure}
        options={BOARD_MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onPick={toMeasure}
      />
      <Choice
        label={t('period')}
        value={asked.period}
        options={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        onPick={(period) => onPick({ period })}
      />
      {scopes.length > 1 && (
        <Choice
          label={t('scope')}
          value={asked.scope}
          options={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
          onPick={(scope) => onPick({ scope })}
        />
      )}
    </div>
  );
};

/** Points, climb or corrections of people: the first three, me and my neighbours. `round` = read anew. */
export const PeopleBoard = ({ me, round }: { me: Me; round: number }) => {
  const t = useT('honours');
  const [asked, setAsked] = useState<Asked>({ measure: 'xp', period: 'week', scope: 'company' });
  const [scopes, setScopes] = useState<BoardScope[]>(['company']);
  const { measure, period, scope } = asked;
  const fetchIt = useCallback(async () => {
    const view = await boardNow({ measure, period, scope });
    setScopes(view.scopes);
    return { view, round };
  }, [measure, period, scope, round]);
  const { value, fault, again } = useFetched(fetchIt);
  const view = value?.view;
  const time = view === undefined ? '' : dayAndTime(view.asOf, me.org.zone);
  return (
    <Card aria-label={t('boards.title')}>
      <Picks asked={asked} scopes={scopes} onPick={(patch) => setAsked((a) => ({ ...a, ...patch }))} />
      {fault !== undefined && (
        <>
          <FaultNote code={fault} />
          {view !== undefined && <p className="page-empty">{t('stale', { time })}</p>}
          <Button onClick={again}>↻</Button>
        </>
      )}
      {(fault === undefined || view !== undefined) && <Mine me={me} view={view} measure={measure} />}
      {view === undefined && fault === undefined && <Waiting />}
      {view !== undefined && view.n === 0 && <p className="page-empty">{t('none.all')}</p>}
      {view !== undefined && view.n > 0 && (
        <>
          <Places rows={view.top} measure={measure} title={t('top')} />
          {view.near.length > 0 && <Places rows={view.near} measure={measure} title={t('near')} />}
          <p className="rank-foot">
            {t('of', { n: number(view.n) })} · {t('asof', { time })}
          </p>
        </>
      )}
      <details className="details">
        <summary>{t('what')}</summary>
        <p>{t(`what.${measure}`)}</p>
      </details>
    </Card>
  );
};
