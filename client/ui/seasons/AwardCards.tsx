import { Fragment } from 'react';
import type { AwardCard } from '../../../server/domain/api-award.ts';
import type { CompositeLine } from '../../../server/domain/award.ts';
import type { AwardComponent } from '../../../server/domain/award-shape.ts';
import { number, percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { dayText } from './day-text.ts';

type Props = { awards: AwardCard[]; me: string; today: number | undefined };

/** Every award that was announced: its rule, and when it is decided the winners and my own line. */
export const AwardCards = ({ awards, me, today }: Props) => {
  const t = useT('seasons');
  return (
    <section className="season-group" aria-label={t('awards')}>
      <h2>{t('awards')}</h2>
      {awards.length === 0 && (
        <Card>
          <p className="page-empty">{t('awards.none')}</p>
        </Card>
      )}
      {awards.map((a) => (
        <AwardPanel key={a.id} award={a} me={me} today={today} />
      ))}
    </section>
  );
};

const AwardPanel = ({ award, me, today }: { award: AwardCard; me: string; today: number | undefined }) => {
  const t = useT('seasons');
  const { definition: def, status } = award;
  const begun = status === 'announced' && today !== undefined && today >= def.from;
  return (
    <Card className="award" aria-label={pick(def.name)}>
      <header className="season-head">
        <Icon name="trophy" size={64} />
        <div>
          <p className="season-kind">
            {t(begun ? 'award.running' : `award.${status}`)} ·{' '}
            {t('days', { from: dayText(def.from), to: dayText(def.to) })}
          </p>
          <h3 lang={pickedLang(def.name)}>{pick(def.name)}</h3>
        </div>
      </header>
      {def.about && <p className="season-text">{pick(def.about)}</p>}
      {award.winners && <Winners award={award} me={me} />}
      <Mine award={award} />
      <Rule award={award} />
    </Card>
  );
};

const Winners = ({ award, me }: { award: AwardCard; me: string }) => {
  const t = useT('seasons');
  const { winners = [], hidden = 0, confirmedBy } = award;
  return (
    <>
      <h4>{t('award.winners')}</h4>
      {winners.length + hidden === 0 && <p className="page-empty">{t('award.nobody')}</p>}
      <ul className="award-winners">
        {winners.map(({ face, place }) => (
          <li key={face.id} className={face.id === me ? 'award-me' : undefined}>
            <Portrait face={face} size={44} />
            <b>{face.name}</b>
            {place !== undefined && <span className="num">{place}</span>}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p>{t('award.hidden', { count: hidden })}</p>}
      {confirmedBy !== undefined && <small>{t('award.confirmed', { name: confirmedBy })}</small>}
    </>
  );
};

const Mine = ({ award }: { award: AwardCard }) => {
  const t = useT('seasons');
  const { mine, definition: def } = award;
  if (!mine) return null;
  const { line, certificate } = mine;
  return (
    <div className="award-mine">
      <h4>{t('award.mine')}</h4>
      {mine.out && <p>{t(`award.out.${mine.out}`)}</p>}
      {line?.won && <p className="season-done">{t('award.mine.won')}</p>}
      {mine.excluded !== undefined && <p>{t('award.mine.excluded', { reason: mine.excluded })}</p>}
      {line?.kind === 'composite' && line.place > 0 && <p>{t('award.mine.place', { n: line.place })}</p>}
      {line?.kind === 'improved' && (
        <p>
          {t('award.gain', {
            before: percent(line.before.right / line.before.answers),
            after: percent(line.after.right / line.after.answers),
          })}
        </p>
      )}
      {line?.kind === 'composite' && def.kind === 'composite' && (
        <Explained line={line} components={def.components} groups={mine.groups} />
      )}
      {certificate !== undefined && (
        <Button icon="ribbon" onClick={() => go({ name: 'certificate', code: certificate })}>
          {t('award.certificate')}
        </Button>
      )}
    </div>
  );
};

const SHARES = ['exam', 'assignment', 'correction', 'battle'];
const valueText = (c: AwardComponent, value: number): string =>
  SHARES.includes(c.metric) ? percent(value) : number(Math.round(value * 100) / 100);

type ExplainedProps = {
  line: CompositeLine;
  components: readonly AwardComponent[];
  groups: readonly { id: string; name: string }[];
};
/** Each component's value, what it is among the peers, its weight and what it brings. */
const Explained = ({ line, components, groups }: ExplainedProps) => {
  const t = useT('seasons');
  const named = groups.find((g) => g.id === line.group.id)?.name;
  return (
    <details className="award-why" open>
      <summary>{t('award.mine.group', { name: named || t('award.company'), n: line.group.n })}</summary>
      <table>
        <thead>
          <tr>
            {(['part', 'value', 'percentile', 'weight', 'product'] as const).map((c) => (
              <th key={c} scope="col">
                {t(`award.col.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line.components.map((l) => {
            const c = components.find((x) => x.id === l.id);
            if (!c) return null;
            return (
              <Fragment key={l.id}>
                <tr>
                  <th scope="row">{c.label ? pick(c.label) : t(`award.m.${c.metric}`)}</th>
                  <td>{l.value === null ? t('award.none') : valueText(c, l.value)}</td>
                  <td>{l.percentile === null ? t('award.none') : percent(l.percentile)}</td>
                  <td>{percent(l.weight)}</td>
                  <td>{percent(l.product)}</td>
                </tr>
                {l.value !== null && (
                  <tr className="award-explain">
                    <td colSpan={5}>{t('award.explain', { n: l.n, below: l.below, equal: l.equal })}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t('award.sum')}
            </th>
            <td>{percent(line.score)}</td>
          </tr>
        </tfoot>
      </table>
    </details>
  );
};

const Rule = ({ award }: { award: AwardCard }) => {
  const t = useT('seasons');
  const { definition: def, version, hash, status } = award;
  const take = t(`award.take.${def.take.kind}`, { n: def.take.n });
  return (
    <details className="award-rule" open={status === 'announced'}>
      <summary>{t('award.rule')}</summary>
      {def.kind === 'composite' ? (
        <>
          <ul className="award-parts">
            {def.components.map((c) => (
              <li key={c.id}>
                <span>{c.label ? pick(c.label) : t(`award.m.${c.metric}`)}</span>
                <i aria-hidden="true">
                  <b style={{ width: `${c.weight}%` }} />
                </i>
                <span className="num">{t('award.weight', { n: c.weight })}</span>
              </li>
            ))}
          </ul>
          <p>{t('award.score')}</p>
          <p>
            {t(`award.peers.${def.peers}`)} · {t('award.peers.small')}
          </p>
          <p>
            {take} · {t('award.answers', { n: def.eligible.answers })}
            {def.eligible.quest !== undefined && ` ${t('award.quest')}`} · {t(`award.tie.${def.tie}`)}
          </p>
        </>
      ) : (
        <p>
          {t('award.improved', { n: def.answers })} {take}
        </p>
      )}
      <small>{t('award.version', { n: version, hash: hash.slice(0, 12) })}</small>
    </details>
  );
};
