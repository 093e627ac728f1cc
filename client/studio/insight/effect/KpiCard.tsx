import { Alert, App, Button, Input, InputNumber, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { KpiView } from '../../../../server/domain/api-effect.ts';
import { DESIGNS, type KpiAbout } from '../../../../server/domain/effect.ts';
import { type RefusedLine, readKpiRows } from '../../../../server/domain/effect-kpi.ts';
import { number } from '../../../i18n/index.ts';
import { importKpis, loadKpis, removeKpi } from '../../../net/effect.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { cellsOf } from './kpi-cells.ts';

const MOST_TEXT = 200_000;
const few = (n: number): string => number(Math.round(n * 1000) / 1000);

/** Level 4: figures of the business, brought in by people, each with the design that says how much it proves. */
export const KpiCard = ({ today }: { today: number }) => {
  const t = useS('effect');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadKpis(), []));
  return (
    <section className="effect-card" aria-labelledby="effect-kpi">
      <h2 id="effect-kpi">{t('kpi')}</h2>
      <p className="studio-note">{t('kpi.about')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && (
          <>
            {value.length === 0 ? <p>{t('kpi.none')}</p> : <Kpis kpis={value} onChange={setValue} />}
            <details>
              <summary>{t('kpi.import')}</summary>
              <Import month={Math.floor(today / 100)} onDone={setValue} />
            </details>
          </>
        )}
      </Loaded>
    </section>
  );
};

type KpisProps = { kpis: KpiView[]; onChange: (next: KpiView[]) => void };
const Kpis = ({ kpis, onChange }: KpisProps) => {
  const t = useS('effect');
  const { message, modal } = App.useApp();
  const remove = (kpi: KpiView): void =>
    void modal.confirm({
      title: t('kpi.remove.sure', { name: kpi.name }),
      okText: t('remove'),
      onOk: () => removeKpi(kpi.id).then(onChange, (f: unknown) => void message.error(faultLine(f))),
    });
  return (
    <ul className="effect-awards">
      {kpis.map((kpi) => (
        <li key={kpi.id}>
          <span className="effect-award">
            <b>{kpi.name}</b>
            <small>
              {t(`design.${kpi.design}`)} · {t('kpi.values', { n: number(kpi.values.length) })}
            </small>
            <Changed kpi={kpi} />
          </span>
          <Button aria-label={`${t('remove')} · ${kpi.name}`} onClick={() => remove(kpi)}>
            {t('remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
};

const Changed = ({ kpi: { change, unit } }: { kpi: KpiView }) => {
  const t = useS('effect');
  if (change === undefined) return <span>{t('kpi.unknown')}</span>;
  const { value, low, high, n } = change;
  const signed = `${value > 0 ? '+' : ''}${few(value)}`;
  return (
    <span>
      {t('kpi.change', { value: `${signed} ${unit}`.trim(), n: number(n) })}
      {low !== null && high !== null && ` · ${t('kpi.band', { low: few(low), high: few(high) })}`}
    </span>
  );
};

type ImportProps = { month: number; onDone: (next: KpiView[]) => void };
/** Pasted or chosen lines, looked through before anything is sent. */
const Import = ({ month, onDone }: ImportProps) => {
  const t = useS('effect');
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [about, setAbout] = useState<KpiAbout>({
    design: 'before-after',
    better: 'up',
    unit: '',
    start: month,
  });
  const looked = useMemo(() => (text.trim() === '' ? undefined : readKpiRows(cellsOf(text))), [text]);
  const read = (file: File | undefined): void => {
    if (file === undefined) return;
    if (file.size > MOST_TEXT) return void message.error(t('kpi.large'));
    file.text().then(setText, () => void message.error(t('kpi.unread')));
  };
  const bring = (): void =>
    void importKpis(about, text).then(
      ({ taken, kpis }) => {
        void message.success(t('kpi.taken', { n: number(taken) }));
        setText('');
        onDone(kpis);
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  return (
    <div className="effect-import">
      <About about={about} onChange={setAbout} />
      <Labelled label={t('kpi.file')}>
        <input type="file" accept=".csv,.tsv,.txt" onChange={(e) => read(e.target.files?.[0])} />
      </Labelled>
      <Labelled label={t('kpi.paste')}>
        <Input.TextArea
          rows={6}
          maxLength={MOST_TEXT}
          value={text}
          placeholder={t('kpi.example')}
          onChange={(e) => setText(e.target.value)}
        />
      </Labelled>
      <div role="status">
        {looked && (
          <Alert
            type={looked.refused.length === 0 ? 'success' : 'warning'}
            title={t('kpi.looked', { n: number(looked.lines.length), bad: number(looked.refused.length) })}
            description={<Refused lines={looked.refused} />}
          />
        )}
      </div>
      <Button type="primary" disabled={looked === undefined || looked.lines.length === 0} onClick={bring}>
        {t('kpi.go')}
      </Button>
    </div>
  );
};

const MOST_SHOWN = 20;
const Refused = ({ lines }: { lines: RefusedLine[] }) => {
  const t = useS('effect');
  return (
    <ul className="effect-refused">
      {lines.slice(0, MOST_SHOWN).map((l) => (
        <li key={l.line}>{t(`kpi.why.${l.why}`, { line: l.line, text: l.text })}</li>
      ))}
    </ul>
  );
};

type AboutProps = { about: KpiAbout; onChange: (next: KpiAbout) => void };
const About = ({ about, onChange }: AboutProps) => {
  const t = useS('effect');
  return (
    <div className="effect-fields">
      <Labelled label={t('kpi.design')}>
        <Select
          value={about.design}
          options={DESIGNS.map((d) => ({ value: d, label: t(`design.${d}`) }))}
          onChange={(design: KpiAbout['design']) => onChange({ ...about, design })}
        />
      </Labelled>
      <Labelled label={t('osm.better')}>
        <Select
          value={about.better}
          options={(['up', 'down'] as const).map((way) => ({ value: way, label: t(`osm.better.${way}`) }))}
          onChange={(better: KpiAbout['better']) => onChange({ ...about, better })}
        />
      </Labelled>
      <Labelled label={t('kpi.unit')}>
        <Input
          maxLength={20}
          value={about.unit}
          onChange={(e) => onChange({ ...about, unit: e.target.value })}
        />
      </Labelled>
      <Labelled label={t('kpi.start')}>
        <InputNumber
          min={197_001}
          max={99_991_231}
          precision={0}
          value={about.start}
          onChange={(n) => onChange({ ...about, start: n ?? about.start })}
        />
      </Labelled>
    </div>
  );
};
