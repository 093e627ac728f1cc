import { Button, Tag } from 'antd';
import { useCallback } from 'react';
import type { AwardDetail } from '../../../../server/domain/api-award.ts';
import { dayAndTime, number, percent, pick, useT } from '../../../i18n/index.ts';
import { loadAward, loadAwards } from '../../../net/awards.ts';
import { useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { goTo } from '../../place.ts';
import { awardShares, tiesIn } from './award-shares.ts';

const MOST = 6;
const DECIDED: readonly string[] = ['closed', 'confirmed', 'published'];

const loadDecided = async (): Promise<AwardDetail[]> => {
  const all = (await loadAwards()).filter((a) => DECIDED.includes(a.status));
  all.sort((a, b) => (b.computedAt ?? 0) - (a.computedAt ?? 0));
  return Promise.all(all.slice(0, MOST).map((a) => loadAward(a.id)));
};

/** Whether honours are given by the rules that were announced, and how they are spread. */
export const AwardAudit = ({ zone }: { zone: string }) => {
  const t = useS('effect');
  const { value, fault, reload } = useLoaded(useCallback(loadDecided, []));
  return (
    <section className="effect-card" aria-labelledby="effect-awards">
      <h2 id="effect-awards">{t('awards')}</h2>
      <p className="studio-note">{t('awards.about', { n: MOST })}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <p>{t('awards.none')}</p>}
        {value !== undefined && value.length > 0 && (
          <>
            <ul className="effect-awards">
              {value.map((award) => (
                <Line key={award.id} award={award} zone={zone} />
              ))}
            </ul>
            <Spread awards={value} />
          </>
        )}
      </Loaded>
    </section>
  );
};

const Line = ({ award, zone }: { award: AwardDetail; zone: string }) => {
  const t = useS('effect');
  const ts = useT('seasons');
  const { definition: def } = award;
  const lines = award.result?.lines ?? [];
  const weights =
    def.kind === 'composite'
      ? def.components.map((c) => `${c.label ? pick(c.label) : ts(`award.m.${c.metric}`)} ${c.weight}%`)
      : [];
  return (
    <li>
      <span className="effect-award">
        <b>{pick(def.name)}</b>
        {!award.intact && <Tag color="red">{t('awards.changed')}</Tag>}
        {weights.length > 0 && <small>{weights.join(' · ')}</small>}
        <small>
          {t('awards.line', {
            n: number(award.eligible ?? 0),
            won: number(award.winners ?? 0),
            ties: number(tiesIn(lines)),
          })}
        </small>
        <small>
          {award.confirmedBy === undefined || award.confirmedAt === undefined
            ? t('awards.open')
            : t('awards.by', { name: award.confirmedBy, at: dayAndTime(award.confirmedAt, zone) })}
        </small>
      </span>
      <Button onClick={() => goTo({ name: 'award', award: award.id })}>
        {t('awards.go')}
        <span className="sr-only"> · {pick(def.name)}</span>
      </Button>
    </li>
  );
};

const Spread = ({ awards }: { awards: AwardDetail[] }) => {
  const t = useS('effect');
  const { shares, hidden } = awardShares(awards, t('awards.nowhere'));
  return (
    <>
      {shares.length > 0 && (
        <table className="effect-shares">
          <caption>{t('awards.spread')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('department')}</th>
              <th scope="col">{t('awards.won')}</th>
              <th scope="col">n</th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{t('band')}</th>
            </tr>
          </thead>
          <tbody>
            {shares.map((s) => (
              <tr key={s.department}>
                <th scope="row">{s.department}</th>
                <td>{number(s.won)}</td>
                <td>{number(s.n)}</td>
                <td>{percent(s.rate)}</td>
                <td>
                  {percent(s.low)} – {percent(s.high)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 && <p className="studio-note">{t('hidden', { count: hidden })}</p>}
    </>
  );
};
