import { App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { AwardDetail } from '../../../server/domain/api-award.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { cancelAward, computeAward, confirmAward, publishAward } from '../../net/awards.ts';
import { dayText } from '../cohorts/day-text.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = { detail: AwardDetail; onChange: (next: AwardDetail) => void };

/** Asks for a text before something is done that has to be answered for. */
export const useReason = () => {
  const { modal } = App.useApp();
  const ts = useS('shell');
  const said = useRef('');
  return (title: string, act: (reason: string) => void): void => {
    said.current = '';
    modal.confirm({
      title,
      okText: ts('save'),
      cancelText: ts('cancel'),
      content: (
        <Input.TextArea
          rows={3}
          maxLength={500}
          aria-label={title}
          onChange={(e) => {
            said.current = e.target.value;
          }}
        />
      ),
      onOk: () => {
        const reason = said.current.trim();
        if (reason === '') return Promise.reject(new Error(title));
        act(reason);
        return undefined;
      },
    });
  };
};

/** What comes next for an announced award, and who has stood for what. */
export const Steps = ({ detail, onChange }: Props) => {
  const t = useS('awards');
  const ts = useS('shell');
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const reason = useReason();
  const { id, status, definition: def, today, result } = detail;
  const run = (work: Promise<AwardDetail>): void => {
    setBusy(true);
    work.then(onChange, (f: unknown) => void message.error(faultLine(f))).finally(() => setBusy(false));
  };
  const sure = (title: string, content: string, work: () => Promise<AwardDetail>): void =>
    void modal.confirm({ title, content, okText: title, cancelText: ts('cancel'), onOk: () => run(work()) });
  const over = today > def.to;
  const few = result?.tooFew === true;
  const computedAt = detail.computedAt ?? 0;
  return (
    <section className="award-card award-steps">
      {status === 'announced' && !over && <p>{t('not.over', { to: dayText(def.to) })}</p>}
      {few && status === 'closed' && <p role="alert">{t('few')}</p>}
      {detail.confirmedBy !== undefined && (
        <p>{t('confirmed.by', { name: detail.confirmedBy, at: dayAndTime(detail.confirmedAt ?? 0) })}</p>
      )}
      <div className="studio-actions">
        {(status === 'announced' || status === 'closed') && over && (
          <Button loading={busy} onClick={() => run(computeAward(id))}>
            {t(status === 'closed' ? 'compute' : 'compute.first')}
          </Button>
        )}
        {status === 'closed' && (
          <Button
            type="primary"
            disabled={busy || few || computedAt === 0}
            onClick={() => sure(t('confirm'), t('confirm.sure'), () => confirmAward(id, computedAt))}
          >
            {t('confirm')}
          </Button>
        )}
        {status === 'confirmed' && (
          <Button
            type="primary"
            disabled={busy}
            onClick={() => sure(t('publish'), t('publish.sure'), () => publishAward(id))}
          >
            {t('publish')}
          </Button>
        )}
        {(status === 'announced' || status === 'closed') && (
          <Button
            danger
            disabled={busy}
            onClick={() => reason(t('cancel.reason'), (why) => run(cancelAward(id, why)))}
          >
            {t('cancel')}
          </Button>
        )}
      </div>
    </section>
  );
};
