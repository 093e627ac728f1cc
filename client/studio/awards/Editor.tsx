import { Alert, App, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { AwardDetail, AwardPreview } from '../../../server/domain/api-award.ts';
import { type AwardDefinition, LEAST_HALF, weightOf } from '../../../server/domain/award-shape.ts';
import { announceAward, cancelAward, previewAward, saveAward } from '../../net/awards.ts';
import { dayText } from '../cohorts/day-text.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { dateText, dayOfDate } from '../quests/opening-day.ts';
import { Audit } from './Audit.tsx';
import { Fields } from './Fields.tsx';
import { Parts } from './Parts.tsx';
import { useReason } from './Steps.tsx';

type Props = { detail: AwardDetail; onChange: (next: AwardDetail) => void };

/** The draft of an award: what it weighs, with a live check of the weights and a trial on past data. */
export const Editor = ({ detail, onChange }: Props) => {
  const t = useS('awards');
  const ts = useS('shell');
  const { message, modal } = App.useApp();
  const [def, setDef] = useState<AwardDefinition>(detail.definition);
  const [trial, setTrial] = useState<AwardPreview>();
  const [busy, setBusy] = useState(false);
  const reason = useReason();
  const whole = def.kind === 'improved' || weightOf(def.components) === 100;
  const changed = JSON.stringify(def) !== JSON.stringify(detail.definition);
  const run = <T,>(work: Promise<T>, done: (value: T) => void): void => {
    setBusy(true);
    work.then(done, (f: unknown) => void message.error(faultLine(f))).finally(() => setBusy(false));
  };
  const save = (): void =>
    run(saveAward(def, detail.id), (next) => {
      void message.success(t('saved'));
      onChange(next);
    });
  const announce = (): void =>
    void modal.confirm({
      title: t('announce'),
      content: t('announce.sure'),
      okText: t('announce'),
      cancelText: ts('cancel'),
      onOk: () =>
        run(
          (changed ? saveAward(def, detail.id) : Promise.resolve(detail)).then(() =>
            announceAward(detail.id),
          ),
          onChange,
        ),
    });
  return (
    <section className="award-card award-editor">
      <Fields def={def} onChange={setDef} />
      {def.kind === 'composite' ? (
        <Parts def={def} onChange={setDef} />
      ) : (
        <Halves def={def} onChange={setDef} />
      )}
      <div className="studio-actions">
        <Button disabled={!whole || !changed} loading={busy} onClick={save}>
          {t('save')}
        </Button>
        <Button disabled={!whole || busy} onClick={() => run(previewAward(def, detail.id), setTrial)}>
          {t('preview')}
        </Button>
        <Button type="primary" disabled={!whole || busy} onClick={announce}>
          {t('announce')}
        </Button>
        <Button
          danger
          disabled={busy}
          onClick={() => reason(t('cancel.reason'), (why) => run(cancelAward(detail.id, why), onChange))}
        >
          {t('cancel')}
        </Button>
      </div>
      {trial && (
        <>
          <Alert
            type="info"
            showIcon
            title={t('preview.note', { from: dayText(trial.from), to: dayText(trial.to) })}
          />
          {trial.tooFew && <Alert type="warning" showIcon title={t('few')} />}
          <Audit definition={def} result={trial} />
        </>
      )}
    </section>
  );
};

type Improved = Extract<AwardDefinition, { kind: 'improved' }>;
const Halves = ({ def, onChange }: { def: Improved; onChange: (next: Improved) => void }) => {
  const t = useS('awards');
  return (
    <>
      <p className="studio-note">{t('improved.note')}</p>
      <div className="award-fields">
        {(['from', 'to'] as const).map((end) => (
          <Labelled
            key={end}
            label={
              <>
                {t('before')} · {t(end)}
              </>
            }
          >
            <Input
              type="date"
              value={dateText(def.before[end])}
              onChange={(e) =>
                onChange({ ...def, before: { ...def.before, [end]: dayOfDate(e.target.value) } })
              }
            />
          </Labelled>
        ))}
        <Labelled label={t('answers')}>
          <InputNumber
            min={LEAST_HALF}
            max={10_000}
            value={def.answers}
            onChange={(n) => onChange({ ...def, answers: n ?? LEAST_HALF })}
          />
        </Labelled>
      </div>
    </>
  );
};
