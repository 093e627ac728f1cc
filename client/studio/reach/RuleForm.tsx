import { App, Button, Input, InputNumber, Modal, Select } from 'antd';
import { useCallback, useState } from 'react';
import type { RulePreview, RuleView } from '../../../server/domain/api-reach.ts';
import { type Audience, CHANNELS, type ReminderRule } from '../../../server/domain/reminder.ts';
import { SEGMENTS } from '../../../server/domain/segment.ts';
import { loadRobots, previewRule, saveRule } from '../../net/reach.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

type Props = { view?: RuleView; onClose: () => void; onSaved: (rules: RuleView[]) => void };

const HOURS = Array.from({ length: 24 }, (_, h) => ({ value: h, label: `${String(h).padStart(2, '0')}:00` }));
const MOST = 300;
/** Placeholders, as they are typed. */
const MARKS = { name: '{{name}}', days: '{{days}}', count: '{{count}}', company: '{{company}}' };

const audienceOf = (key: string): Audience => {
  const segment = SEGMENTS.find((s) => s === key);
  if (segment !== undefined) return { kind: 'segment', segment };
  if (key === 'due-review') return { kind: 'due-review', atLeast: 10 };
  return { kind: key === 'assignment-open' ? 'assignment-open' : 'not-started' };
};

/** One rule: to whom, by which way, in which words and hours; who would get it is shown before it is switched on. */
export const RuleForm = ({ view, onClose, onSaved }: Props) => {
  const t = useS('reach');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [rule, setRule] = useState<ReminderRule>(
    () =>
      view?.rule ?? {
        name: t('segment.sleeping'),
        who: { kind: 'segment', segment: 'sleeping' },
        channel: 'game',
        text: { zh: t('default.zh', MARKS), en: t('default.en', MARKS) },
        hour: 10,
        quiet: { from: 20, to: 8 },
        perWeek: 2,
      },
  );
  const [seen, setSeen] = useState<RulePreview>();
  const change = (part: Partial<ReminderRule>): void => {
    setRule({ ...rule, ...part });
    setSeen(undefined);
  };
  const failed = (f: unknown): void => void message.error(faultLine(f));
  const isWhole = rule.name.trim() !== '' && rule.text.zh.trim() !== '' && rule.text.en.trim() !== '';
  const ready = isWhole && (rule.channel !== 'robot' || rule.robot !== undefined);
  return (
    <Modal
      open
      width={720}
      style={{ top: 24 }}
      title={t(view ? 'edit' : 'rule.new')}
      okText={ts('save')}
      cancelText={ts('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={() => void saveRule(rule, view?.on ?? true, view?.id).then(onSaved, failed)}
      onCancel={onClose}
    >
      <div className="reach-fields">
        <Labelled label={t('name')}>
          <Input value={rule.name} maxLength={80} onChange={(e) => change({ name: e.target.value })} />
        </Labelled>
        <Who rule={rule} onChange={change} />
        <Way rule={rule} onChange={change} />
        <Labelled label={t('text.zh')}>
          <Input.TextArea
            rows={2}
            maxLength={MOST}
            value={rule.text.zh}
            onChange={(e) => change({ text: { ...rule.text, zh: e.target.value } })}
          />
        </Labelled>
        <Labelled label={t('text.en')}>
          <Input.TextArea
            rows={2}
            maxLength={MOST}
            value={rule.text.en}
            onChange={(e) => change({ text: { ...rule.text, en: e.target.value } })}
          />
        </Labelled>
        <p className="studio-note">{t('text.note', MARKS)}</p>
        <Times rule={rule} onChange={change} />
      </div>
      <Button disabled={!ready} onClick={() => void previewRule(rule).then(setSeen, failed)}>
        {t('preview')}
      </Button>
      <div role="status">{seen !== undefined && <Preview seen={seen} />}</div>
    </Modal>
  );
};

type Part = { rule: ReminderRule; onChange: (part: Partial<ReminderRule>) => void };
const Who = ({ rule: { who }, onChange }: Part) => {
  const t = useS('reach');
  const options = [
    ...SEGMENTS.map((s) => ({ value: s as string, label: t(`segment.${s}`) })),
    ...(['not-started', 'due-review', 'assignment-open'] as const).map((k) => ({
      value: k as string,
      label: t(`who.${k}`),
    })),
  ];
  return (
    <>
      <Labelled label={t('who')}>
        <Select
          value={who.kind === 'segment' ? who.segment : who.kind}
          options={options}
          onChange={(key) => onChange({ who: audienceOf(key) })}
        />
      </Labelled>
      {who.kind === 'due-review' && (
        <Labelled label={t('who.atLeast')}>
          <InputNumber
            min={1}
            max={500}
            value={who.atLeast}
            onChange={(n) => onChange({ who: { kind: 'due-review', atLeast: n ?? 10 } })}
          />
        </Labelled>
      )}
    </>
  );
};

const Way = ({ rule, onChange }: Part) => {
  const t = useS('reach');
  const { value } = useLoaded(useCallback(() => loadRobots(), []));
  const pick = (channel: ReminderRule['channel']): void => {
    const { robot: _, ...rest } = rule;
    const first = value?.[0]?.id;
    onChange({ ...rest, channel, ...(channel === 'robot' && first !== undefined ? { robot: first } : {}) });
  };
  return (
    <>
      <Labelled label={t('channel')}>
        <Select
          value={rule.channel}
          options={CHANNELS.map((c) => ({ value: c, label: t(`channel.${c}`) }))}
          onChange={pick}
        />
      </Labelled>
      {rule.channel === 'robot' && (
        <Labelled label={t('robot')}>
          <Select
            {...(rule.robot === undefined ? {} : { value: rule.robot })}
            placeholder={t('robots.none')}
            options={(value ?? []).map((r) => ({ value: r.id, label: r.name }))}
            onChange={(robot) => onChange({ robot })}
          />
        </Labelled>
      )}
    </>
  );
};

const Times = ({ rule, onChange }: Part) => {
  const t = useS('reach');
  const { hour, quiet, perWeek } = rule;
  return (
    <div className="reach-times">
      <Labelled label={t('hour')}>
        <Select value={hour} options={HOURS} onChange={(h) => onChange({ hour: h })} />
      </Labelled>
      <Labelled label={t('quiet.from')}>
        <Select
          value={quiet.from}
          options={HOURS}
          onChange={(from) => onChange({ quiet: { ...quiet, from } })}
        />
      </Labelled>
      <Labelled label={t('quiet.to')}>
        <Select value={quiet.to} options={HOURS} onChange={(to) => onChange({ quiet: { ...quiet, to } })} />
      </Labelled>
      <Labelled label={t('perWeek')}>
        <InputNumber min={1} max={7} value={perWeek} onChange={(n) => onChange({ perWeek: n ?? 2 })} />
      </Labelled>
    </div>
  );
};

const Preview = ({ seen }: { seen: RulePreview }) => {
  const t = useS('reach');
  const { optedOut, today, week } = seen.skipped;
  return (
    <div className="reach-preview">
      <p>
        <b>{t('preview.people', { count: seen.people })}</b> {seen.names.join(t('comma'))}
      </p>
      {optedOut + today + week > 0 && <p>{t('preview.skipped', { optedOut, today, week })}</p>}
      <blockquote lang="zh-CN">{seen.text.zh}</blockquote>
      <blockquote lang="en">{seen.text.en}</blockquote>
    </div>
  );
};
