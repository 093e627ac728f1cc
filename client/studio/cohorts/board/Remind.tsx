import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CohortView, MemberRow } from '../../../../server/domain/api-cohorts.ts';
import { LANGS, type Lang, textIn } from '../../../../server/domain/text.ts';
import { lang } from '../../../i18n/index.ts';
import { remindMembers } from '../../../net/cohort.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';

const MOST_TEXT = 500;
type Props = { cohort: CohortView; people: readonly MemberRow[]; onDone: () => void; onClose: () => void };

/** An in-game message to members: a template in either language, written on as one likes, sent by one press. */
export const Remind = ({ cohort, people, onDone, onClose }: Props) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { message } = App.useApp();
  const nobodyBegan = people.every((m) => m.state === 'not-started');
  const template = (l: Lang): string =>
    t(nobodyBegan ? `template.start.${l}` : `template.${l}`, {
      quest: textIn(cohort.questName, l),
      day: Math.max(1, Math.min(cohort.day, cohort.days)),
    });
  const [text, setText] = useState(() => template(lang()));
  const [busy, setBusy] = useState(false);
  const send = (): void => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    remindMembers(
      cohort.id,
      people.map((m) => m.person),
      text.trim(),
    )
      .then(
        ({ sent, skipped }) => {
          const left = skipped.optedOut + skipped.today + skipped.week;
          const counts = { sent, off: skipped.optedOut, today: skipped.today + skipped.week };
          if (sent === 0) void message.warning(t('remind.none', counts));
          else void message.success(left > 0 ? t('remind.some', counts) : t('remind.sent', { count: sent }));
          onDone();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t('remind.title', { count: people.length })}
      okText={t('remind.send')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: text.trim() === '' }}
      onOk={send}
      onCancel={onClose}
    >
      <p className="studio-note">{t('remind.note')}</p>
      <div className="cohort-templates">
        {LANGS.map((l) => (
          <Button key={l} size="small" onClick={() => setText(template(l))}>
            {t(`remind.${l}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        autoFocus
        aria-label={t('remind.text')}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={MOST_TEXT}
        showCount
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
    </Modal>
  );
};
