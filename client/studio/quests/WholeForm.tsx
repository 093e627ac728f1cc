import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { QuestDraftView, QuestSummary } from '../../../server/domain/api-quests.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { type Draft, listOf, put } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { Audience, useAudienceText } from './Audience.tsx';
import { Amount, Field, Said, Texts } from './fields.tsx';
import { Credits } from './whole/Credits.tsx';
import { Graduation } from './whole/Graduation.tsx';
import { Medal } from './whole/Medal.tsx';

type Props = {
  view: QuestDraftView;
  definition: Draft;
  onChange: (next: Draft) => void;
  onAudience: (next: QuestSummary) => void;
};

/** The quest as a whole: name, days, who may see it, and its versions with who is on them. */
export const WholeForm = ({ view, definition, onChange, onAudience }: Props) => {
  const t = useS('quests');
  const [asking, setAsking] = useState(false);
  const audience = useAudienceText();
  const set = (field: string) => (value: unknown) => onChange(put(definition, field, value));
  return (
    <>
      <Said path="islands" />
      <Texts label={t('name')} path="name" value={definition.name} onChange={set('name')} most={60} />
      <div className="qb-row">
        <Amount
          label={t('quest.days')}
          hint={t('quest.days.hint')}
          path="days"
          min={1}
          max={365}
          value={definition.days}
          onChange={set('days')}
        />
        <Field label={t('audience')} path="" group>
          <span className="qb-look">
            {audience(view.audience)}
            <Button size="small" onClick={() => setAsking(true)}>
              {t('audience.change')}
            </Button>
          </span>
        </Field>
      </div>
      <Credits value={definition.credits} onChange={set('credits')} />
      <Graduation
        value={definition.graduation}
        islands={listOf(definition.islands).length}
        onChange={set('graduation')}
      />
      <Medal value={definition.medal} name={definition.name} onChange={set('medal')} />
      <Versions view={view} />
      {asking && <Audience quest={view} onChange={onAudience} onClose={() => setAsking(false)} />}
    </>
  );
};

const Versions = ({ view }: { view: QuestDraftView }) => {
  const t = useS('quests');
  const learners = new Map(view.cohorts.map((c) => [c.version, c.learners]));
  return (
    <section className="qb-versions">
      <h3>{t('versions')}</h3>
      {view.versions.length === 0 && <p className="qb-hint">{t('versions.none')}</p>}
      <ul>
        {view.versions.map((v) => (
          <li key={v.version}>
            <Tag>{t('version', { n: v.version })}</Tag>
            <span>{dayAndTime(v.at)}</span>
            {v.by !== undefined && <span>{t('versions.by', { name: v.by })}</span>}
            {learners.has(v.version) && (
              <b>{t('cohort', { n: learners.get(v.version) ?? 0, version: v.version })}</b>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
