import './effect.css';
import type { Me } from '../../../../server/domain/api.ts';
import type { FilterChoices } from '../../../../server/domain/api-figure.ts';
import type { Filter } from '../../../../server/domain/figure.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { AwardAudit } from './AwardAudit.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';
import { KpiCard } from './KpiCard.tsx';
import { Levels } from './Levels.tsx';
import { MonthRate } from './MonthRate.tsx';
import { OsmCard } from './OsmCard.tsx';
import { Retention } from './Retention.tsx';
import { RoiCard } from './RoiCard.tsx';

type Props = { me: Me; filter: Filter; choices: FilterChoices };

/** For HR: does the programme work, what is it worth, and is it fair. */
export const EffectTab = ({ me, filter, choices }: Props) => {
  const t = useS('effect');
  return (
    <div className="effect-page">
      <p className="studio-note">{t('lead')}</p>
      <h2>{t('works')}</h2>
      <div className="figures">
        <MonthRate filter={filter} person={me.person.id} />
        <Retention filter={filter} />
        <FigureCard
          metric="activity.aarrr"
          filter={filter}
          asks={t('aarrr.ask')}
          draw={{ kind: 'bars', label: 'measure', value: 'rate', band: ['low', 'high'] }}
        />
        <FigureCard
          metric="activity.funnel"
          filter={filter}
          asks={t('funnel.ask')}
          draw={{ kind: 'funnel', label: 'step', value: 'people' }}
        />
      </div>
      <Levels filter={filter} />
      <ChecklistForm />
      <KpiCard today={choices.today} />
      <RoiCard zone={me.org.zone} />
      <OsmCard today={choices.today} zone={me.org.zone} />
      <h2>{t('fair')}</h2>
      <p className="studio-note">{t('fair.about')}</p>
      <div className="figures">
        <FigureCard
          metric="programme.departments"
          filter={filter}
          asks={t('fair.completion')}
          draw={{ kind: 'dots', label: 'department', value: 'rate', band: ['low', 'high'] }}
        />
        <FigureCard
          metric="answers.by_department"
          filter={filter}
          asks={t('fair.activity')}
          draw={{ kind: 'table' }}
          wide
        />
      </div>
      <AwardAudit zone={me.org.zone} />
    </div>
  );
};
