import { AWARDS, type Award, type ResultRow } from '../../../server/domain/api-battle.ts';
import { listOf, useT } from '../../i18n/index.ts';
import { Avatar, Icon } from '../parts/index.ts';
import { AWARD_ICON, faceName } from './words.ts';

const NAMED = 3;

/** Every award that was given, with those who have it. */
export const awardsOf = (rows: readonly ResultRow[]): { award: Award; to: ResultRow[] }[] =>
  AWARDS.map((award) => ({ award, to: rows.filter((r) => r.awards.includes(award)) })).filter(
    ({ to }) => to.length > 0,
  );

/** Awards for many, not only for the first three. */
export const Awards = ({ rows, me }: { rows: ResultRow[]; me: string | undefined }) => {
  const t = useT('hall');
  const given = awardsOf(rows);
  if (given.length === 0) return null;
  return (
    <section className="hero-card" aria-labelledby="hero-awards">
      <h2 id="hero-awards">{t('result.awards')}</h2>
      <ul className="awards">
        {given.map(({ award, to }) => (
          <li key={award} className={to.some((r) => r.id === me) ? 'mine' : ''}>
            <Icon name={AWARD_ICON[award]} size={44} />
            <span className="award-text">
              <b>{t(`award.${award}`)}</b>
              <small>{t(`award.${award}.note`)}</small>
              <Winners to={to} me={me} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Winners = ({ to, me }: { to: ResultRow[]; me: string | undefined }) => {
  const t = useT('hall');
  const first = [...to].sort((a, b) => Number(b.id === me) - Number(a.id === me)).slice(0, NAMED);
  const more = to.length - first.length;
  const names = listOf(first.map((r) => (r.id === me ? t('result.you') : faceName(r))));
  return (
    <span className="award-to">
      {first.map((r) => (
        <Avatar key={r.id} seed={r.avatar} size={24} />
      ))}
      <span>
        {names}
        {more > 0 && ` ${t('result.award.more', { count: more })}`}
      </span>
    </span>
  );
};
