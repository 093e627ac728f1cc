import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { AwardDetail, RefusedValue } from '../../../server/domain/api-award.ts';
import { pick, useT } from '../../i18n/index.ts';
import { bringValues } from '../../net/awards.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = { detail: AwardDetail; onChange: (next: AwardDetail) => void };

/** Brings in values from elsewhere, pasted or from a text file: a person and a number per line. */
export const Values = ({ detail, onChange }: Props) => {
  const t = useS('awards');
  const game = useT('seasons');
  const { message } = App.useApp();
  const def = detail.definition;
  const parts = def.kind === 'composite' ? def.components.filter((c) => c.metric === 'imported') : [];
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<RefusedValue[]>([]);
  const part = parts.find((c) => c.id === chosen) ?? parts[0];
  if (part === undefined || !['draft', 'announced', 'closed'].includes(detail.status)) return null;
  const nameOf = (c: (typeof parts)[number]): string => (c.label ? pick(c.label) : game('award.m.imported'));
  const bring = (): void => {
    bringValues(detail.id, part.id, text).then(
      (said) => {
        void message.success(t('values.done', { n: said.taken }));
        setRefused(said.refused);
        setText('');
        onChange(said.detail);
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  return (
    <section className="award-card award-values">
      <h2>{t('values')}</h2>
      <p className="studio-note">{t('values.lead')}</p>
      {parts.length > 1 && (
        <Select
          aria-label={t('values.part')}
          value={part.id}
          options={parts.map((c) => ({ value: c.id, label: nameOf(c) }))}
          onChange={setChosen}
        />
      )}
      <Input.TextArea
        rows={5}
        aria-label={t('values')}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <div className="studio-actions">
        <input
          type="file"
          accept=".csv,.txt,text/plain,text/csv"
          aria-label={t('values')}
          onChange={(e) => void e.target.files?.[0]?.text().then(setText)}
        />
        <Button disabled={text.trim() === ''} onClick={bring}>
          {t('values')}
        </Button>
      </div>
      {parts.map((c) => (
        <small key={c.id}>{t('values.count', { name: nameOf(c), n: detail.values[c.id] ?? 0 })}</small>
      ))}
      {refused.map((r) => (
        <Alert
          key={r.line}
          type="warning"
          title={t('values.refused', { line: r.line, text: r.text, why: t(`values.why.${r.why}`) })}
        />
      ))}
    </section>
  );
};
