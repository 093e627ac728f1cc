import { App, Button, Empty, Select, Tag } from 'antd';
import { useState } from 'react';
import {
  type CareView,
  REPORT_REASONS,
  type ReportedLine,
  type ReportVerdict,
  type ReportView,
} from '../../../server/domain/api-chat.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { judgeReport } from '../../net/care.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { SPANS, useSpans } from './spans.ts';

type Props = { reports: readonly ReportView[]; zone: string; onDone: (care: CareView) => void };

/** What waits for a person's word, then what was judged. */
export const Reports = ({ reports, zone, onDone }: Props) => {
  const t = useS('care');
  const open = reports.filter((r) => r.judged === undefined);
  const judged = reports.filter((r) => r.judged !== undefined);
  return (
    <>
      {open.length === 0 && <Empty description={t('reports.none')} />}
      <ul className="care-list">
        {open.map((report) => (
          <li key={report.id}>
            <Report report={report} zone={zone} onDone={onDone} />
          </li>
        ))}
      </ul>
      {judged.length > 0 && <h2 className="care-past">{t('reports.judged')}</h2>}
      <ul className="care-list">
        {judged.map((report) => (
          <li key={report.id}>
            <Report report={report} zone={zone} onDone={onDone} />
          </li>
        ))}
      </ul>
    </>
  );
};

type One = Omit<Props, 'reports'> & { report: ReportView };

const Report = ({ report, zone, onDone }: One) => {
  const t = useS('care');
  const { kind, reporter, person, at, reason, judged } = report;
  const author = person.name === '' ? t('author.gone') : person.name;
  const known = REPORT_REASONS.find((r) => r === reason);
  return (
    <article className="care-report" aria-label={`${t(`kind.${kind}`)} · ${author}`}>
      <header>
        <strong>{t('author', { name: author })}</strong>
        <Tag>{t(`kind.${kind}`)}</Tag>
        <Tag color="orange">{known === undefined ? reason : t(`reason.${known}`)}</Tag>
        {judged !== undefined && (
          <Tag color={judged.verdict === 'fine' ? 'green' : 'red'}>{t(`judged.${judged.verdict}`)}</Tag>
        )}
        <small>
          {t('by', { name: reporter === '' ? t('author.gone') : reporter })} · {dayAndTime(at, zone)}
        </small>
      </header>
      <Around report={report} author={author} />
      {judged === undefined ? (
        <Judging report={report} author={author} onDone={onDone} />
      ) : (
        <small>{t('judged.by', { name: judged.by, at: dayAndTime(judged.at, zone) })}</small>
      )}
    </article>
  );
};

const Around = ({ report: { before, after, text }, author }: { report: ReportView; author: string }) => {
  const t = useS('care');
  const lines = (all: readonly ReportedLine[]) =>
    all.map((l) => (
      <li key={`${l.at} ${l.name} ${l.text}`}>
        <b>{l.name}</b> {l.text}
      </li>
    ));
  return (
    <ul className="care-lines" aria-label={t('around')}>
      {lines(before)}
      <li className="care-reported">
        <span className="sr-only">{t('reported')}: </span>
        <b>{author}</b> {text}
      </li>
      {lines(after)}
    </ul>
  );
};

const Judging = ({ report, author, onDone }: Omit<One, 'zone'> & { author: string }) => {
  const t = useS('care');
  const spans = useSpans();
  const { message } = App.useApp();
  const [hours, setHours] = useState<number>(SPANS[1]);
  const [busy, setBusy] = useState(false);
  const judge = (verdict: ReportVerdict) => (): void => {
    setBusy(true);
    judgeReport(report.id, verdict, verdict === 'mute' ? hours : undefined)
      .then(
        (care) => {
          void message.success(t('judge.done'));
          onDone(care);
        },
        (fault: unknown) => void message.error(faultLine(fault)),
      )
      .finally(() => setBusy(false));
  };
  const named = (what: string): string => `${what} · ${author}`;
  return (
    <footer>
      <Button disabled={busy} aria-label={named(t('fine'))} onClick={judge('fine')}>
        {t('fine')}
      </Button>
      <Button danger disabled={busy} aria-label={named(t('remove'))} onClick={judge('remove')}>
        {t('remove')}
      </Button>
      <span className="care-mute">
        <Button danger type="primary" disabled={busy} aria-label={named(t('mute'))} onClick={judge('mute')}>
          {t('mute')}
        </Button>
        <Select aria-label={t('mute.for')} value={hours} onChange={setHours} options={spans} />
      </span>
    </footer>
  );
};
