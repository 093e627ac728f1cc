import type { CriterionView, GraduationView } from '../../../server/domain/api-programme.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { graduationNow } from '../../net/programme.ts';
import { go } from '../../stores/screen.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Progress } from '../parts/index.ts';
import { useLoaded } from './use-loaded.ts';

const needOf = (c: CriterionView): number => (c.kind === 'exams' ? c.share : c.n);

/** The ways to graduate, each with how far I am; any of them is enough. */
export const Criteria = ({ criteria }: { criteria: CriterionView[] }) => {
  const t = useT('programme');
  const name = (c: CriterionView): string =>
    c.kind === 'exams'
      ? t('criterion.exams', { n: percent(c.share) })
      : t(`criterion.${c.kind}`, { n: number(c.n) });
  const have = (c: CriterionView): string => (c.kind === 'exams' ? percent(c.have) : number(c.have));
  return (
    <ul className="criteria">
      {criteria.map((c) => (
        <li key={c.kind} className={c.met ? 'criteria-met' : ''}>
          <Icon name={c.met ? 'check-mark-button' : 'bullseye'} size={28} />
          <span>
            <b>{name(c)}</b>
            <small>{c.met ? t('criterion.met') : t('criterion.have', { have: have(c) })}</small>
            {!c.met && <Progress value={Math.min(c.have, needOf(c))} max={needOf(c)} label={name(c)} />}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** How to graduate, as a card of the credits page; leads to the ceremony once it waits. */
export const Graduation = () => {
  const { value, fault } = useLoaded(graduationNow);
  if (value === undefined) return fault === undefined ? null : <FaultNote code={fault} />;
  return <Ways view={value} />;
};

const Ways = ({ view }: { view: GraduationView }) => {
  const t = useT('programme');
  const done = view.certificate !== undefined;
  return (
    <Card aria-label={t('graduation.how')}>
      <h2>{t('graduation.how')}</h2>
      <p className="criteria-lead">{t(view.criteria.length > 1 ? 'graduation.any' : 'graduation.one')}</p>
      <Criteria criteria={view.criteria} />
      {(view.met || done) && (
        <Button
          look={done ? 'soft' : 'cta'}
          wide
          className="page-cta"
          icon={done ? 'sports-medal' : 'graduation-cap'}
          onClick={() => go({ name: 'ceremony' })}
        >
          {t(done ? 'ceremony.again' : 'ceremony.go')}
        </Button>
      )}
    </Card>
  );
};
