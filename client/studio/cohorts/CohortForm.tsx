import { App, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CohortBody, CohortView } from '../../../server/domain/api-cohorts.ts';
import type { QuestSummary } from '../../../server/domain/api-quests.ts';
import { playDay } from '../../../server/domain/time.ts';
import { pick } from '../../i18n/index.ts';
import { saveCohort } from '../../net/cohort.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { dateText, dayOfDate } from '../quests/opening-day.ts';
import { dayText } from './day-text.ts';
import { lastDay, zones } from './days.ts';
import { RestDays } from './RestDays.tsx';
import { usePublished } from './use-published.ts';

const USUAL_ZONE = 'Asia/Shanghai';
const MOST_NAME = 60;
type Props = {
  /** Absent = a new one. */
  cohort?: CohortView;
  quests: readonly QuestSummary[];
  onSaved: (saved: CohortView) => void;
  onClose: () => void;
};

const startOf = (cohort: CohortView | undefined, quests: readonly QuestSummary[]): CohortBody => {
  const { id, quest, name, startDay, zone, rest, open } = cohort ?? {
    id: undefined,
    quest: quests[0]?.id ?? '',
    name: '',
    startDay: playDay(Date.now(), USUAL_ZONE),
    zone: USUAL_ZONE,
    rest: { weekdays: [], days: [] },
    open: false,
  };
  return { quest, name, startDay, zone, rest, open, ...(id === undefined ? {} : { id }) };
};

type Lack = 'need.quest' | 'need.name' | 'need.start' | 'need.weekday';
const lackOf = (body: CohortBody): Lack | undefined => {
  if (body.quest === '') return 'need.quest';
  if (body.name.trim() === '') return 'need.name';
  if (!(body.startDay > 20_000_000)) return 'need.start';
  return body.rest.weekdays.length > 6 ? 'need.weekday' : undefined;
};

/** A cohort's quest, name, first day, zone and days of rest, and whether new learners come into it. */
export const CohortForm = ({ cohort, quests, onSaved, onClose }: Props) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [body, setBody] = useState(() => startOf(cohort, quests));
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const lack = lackOf(body);
  const set = (part: Partial<CohortBody>): void => setBody({ ...body, ...part });
  const save = (): void => {
    setAsked(true);
    if (lack !== undefined || busy) return;
    setBusy(true);
    saveCohort({ ...body, name: body.name.trim() })
      .then(
        (saved) => {
          void message.success(t('saved', { name: saved.name }));
          onSaved(saved);
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      width={740}
      style={{ top: 24 }}
      title={cohort === undefined ? t('new') : cohort.name}
      okText={ts('save')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
    >
      <Fields body={body} cohort={cohort} quests={quests} onChange={set} />
      {asked && lack !== undefined && (
        <p className="cohort-lack" role="alert">
          {t(lack)}
        </p>
      )}
    </Modal>
  );
};

type FieldsProps = {
  body: CohortBody;
  cohort: CohortView | undefined;
  quests: readonly QuestSummary[];
  onChange: (part: Partial<CohortBody>) => void;
};
const Fields = ({ body, cohort, quests, onChange }: FieldsProps) => {
  const t = useS('cohort');
  const all = useMemo(zones, []);
  const published = usePublished(cohort === undefined ? body.quest : '');
  const days = cohort?.days ?? (published?.isSure ? published.definition.days : undefined);
  const last =
    days === undefined || !(body.startDay > 20_000_000) ? undefined : lastDay(body.startDay, body.rest, days);
  return (
    <Form layout="vertical" component="div" className="cohort-fields">
      <Form.Item label={t('quest')} extra={cohort === undefined ? t('quest.stays') : undefined}>
        <Select
          aria-label={t('quest')}
          disabled={cohort !== undefined}
          value={body.quest}
          options={
            cohort === undefined
              ? quests.map((q) => ({ value: q.id, label: pick(q.name) }))
              : [{ value: cohort.quest, label: pick(cohort.questName) }]
          }
          onChange={(quest: string) => onChange({ quest })}
        />
      </Form.Item>
      <Form.Item label={t('name')}>
        <Input
          autoFocus
          aria-label={t('name')}
          placeholder={t('name.hint')}
          maxLength={MOST_NAME}
          value={body.name}
          onChange={(e) => onChange({ name: e.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('start')} extra={t('start.hint')}>
        <Input
          type="date"
          aria-label={t('start')}
          value={dateText(body.startDay)}
          onChange={(e) => onChange({ startDay: dayOfDate(e.target.value) })}
        />
      </Form.Item>
      <Form.Item label={t('zone')}>
        <Select
          aria-label={t('zone')}
          showSearch
          value={body.zone}
          options={all.map((z) => ({ value: z, label: z.replaceAll('_', ' ') }))}
          onChange={(zone: string) => onChange({ zone })}
        />
      </Form.Item>
      {body.startDay > 20_000_000 && (
        <RestDays
          rest={body.rest}
          startDay={body.startDay}
          lastDay={last}
          onChange={(rest) => onChange({ rest })}
        />
      )}
      <div className="cohort-last">
        {days !== undefined && last !== undefined && <p>{t('ends.on', { n: days, day: dayText(last) })}</p>}
        <Checkbox checked={body.open} onChange={(e) => onChange({ open: e.target.checked })}>
          {t('accepts')}
        </Checkbox>
      </div>
    </Form>
  );
};
