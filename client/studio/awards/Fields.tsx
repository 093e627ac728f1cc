import { Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { AwardDefinition } from '../../../server/domain/award-shape.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { pick } from '../../i18n/index.ts';
import { loadQuests } from '../../net/quests.ts';
import { useS } from '../i18n/index.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { dateText, dayOfDate } from '../quests/opening-day.ts';

type Props = { def: AwardDefinition; onChange: (next: AwardDefinition) => void };

/** A text in both languages; what is left empty is left out. */
export const textWith = (text: LocalText | undefined, lang: 'zh' | 'en', value: string): LocalText => {
  const { [lang]: _, ...rest } = text ?? {};
  return value === '' ? rest : { ...rest, [lang]: value };
};

/** Name, days, peers, places and who may take part. */
export const Fields = ({ def, onChange }: Props) => {
  const t = useS('awards');
  const about = (lang: 'zh' | 'en', value: string): void => {
    const next = textWith(def.about, lang, value);
    const { about: _, ...rest } = def;
    onChange(next.zh === undefined && next.en === undefined ? rest : { ...rest, about: next });
  };
  return (
    <div className="award-fields">
      {(['zh', 'en'] as const).map((lang) => (
        <Labelled
          key={lang}
          label={
            <>
              {t('name')} · {t(lang)}
            </>
          }
        >
          <Input
            maxLength={40}
            value={def.name[lang] ?? ''}
            onChange={(e) => onChange({ ...def, name: textWith(def.name, lang, e.target.value) })}
          />
        </Labelled>
      ))}
      {(['zh', 'en'] as const).map((lang) => (
        <Labelled
          key={lang}
          label={
            <>
              {t('about')} · {t(lang)}
            </>
          }
        >
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={400}
            value={def.about?.[lang] ?? ''}
            onChange={(e) => about(lang, e.target.value)}
          />
        </Labelled>
      ))}
      {(['from', 'to'] as const).map((end) => (
        <Labelled key={end} label={t(end)}>
          <Input
            type="date"
            value={dateText(def[end])}
            onChange={(e) => onChange({ ...def, [end]: dayOfDate(e.target.value) })}
          />
        </Labelled>
      ))}
      <Labelled label={t('take')}>
        <Select
          value={def.take.kind}
          options={(['count', 'percent'] as const).map((k) => ({ value: k, label: t(`take.${k}`) }))}
          onChange={(kind: 'count' | 'percent') =>
            onChange({ ...def, take: { kind, n: Math.min(def.take.n, kind === 'percent' ? 50 : 500) } })
          }
        />
      </Labelled>
      <Labelled label={t(`take.${def.take.kind}`)}>
        <InputNumber
          min={1}
          max={def.take.kind === 'percent' ? 50 : 500}
          value={def.take.n}
          onChange={(n) => onChange({ ...def, take: { ...def.take, n: n ?? 1 } })}
        />
      </Labelled>
      {def.kind === 'composite' && <Who def={def} onChange={onChange} />}
      <p className="studio-note">{t('days.note')}</p>
    </div>
  );
};

type Composite = Extract<AwardDefinition, { kind: 'composite' }>;
const Who = ({ def, onChange }: { def: Composite; onChange: (next: Composite) => void }) => {
  const t = useS('awards');
  const [quests, setQuests] = useState<{ value: string; label: string }[]>([]);
  useEffect(() => {
    loadQuests().then(
      (all) =>
        setQuests(all.filter((q) => q.state === 'live').map((q) => ({ value: q.id, label: pick(q.name) }))),
      () => undefined,
    );
  }, []);
  const quest = (id: string): void => {
    const { answers } = def.eligible;
    onChange({ ...def, eligible: id === '' ? { answers } : { answers, quest: id } });
  };
  return (
    <>
      <Labelled label={t('peers')}>
        <Select
          value={def.peers}
          options={(['department', 'cohort', 'company'] as const).map((p) => ({
            value: p,
            label: t(`peers.${p}`),
          }))}
          onChange={(peers: Composite['peers']) => onChange({ ...def, peers })}
        />
        <small>{t('peers.note')}</small>
      </Labelled>
      <Labelled label={t('tie')}>
        <Select
          value={def.tie}
          options={(['shared', 'single'] as const).map((v) => ({ value: v, label: t(`tie.${v}`) }))}
          onChange={(tie: Composite['tie']) => onChange({ ...def, tie })}
        />
      </Labelled>
      <Labelled label={t('answers')}>
        <InputNumber
          min={0}
          max={100_000}
          value={def.eligible.answers}
          onChange={(n) => onChange({ ...def, eligible: { ...def.eligible, answers: n ?? 0 } })}
        />
      </Labelled>
      <Labelled label={t('quest')}>
        <Select
          value={def.eligible.quest ?? ''}
          options={[{ value: '', label: t('quest.none') }, ...quests]}
          onChange={quest}
        />
      </Labelled>
    </>
  );
};
