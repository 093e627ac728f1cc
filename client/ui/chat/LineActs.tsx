import { useState } from 'react';
import {
  CHAT_REACTIONS,
  type ChatLine,
  type ChatReaction,
  REPORT_REASONS,
  type ReportReason,
} from '../../../server/domain/api-chat.ts';
import { DELETE_MS } from '../../../server/domain/chat.ts';
import { useT } from '../../i18n/index.ts';
import { deleteLine, react, reportLine } from '../../net/chat.ts';
import { faultOf } from '../../net/fault.ts';
import type { Talk } from '../../stores/chat.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Choice, Icon, Sheet } from '../parts/index.ts';
import { REACTION_ICON } from './words.ts';

type Props = { me: string; talk: Talk; line: ChatLine; onClose: () => void };

/** What can be done about a message: a reaction, deleting one's own, reporting another's. */
export const LineActs = ({ me, talk, line, onClose }: Props) => {
  const t = useT('chat');
  const [reporting, setReporting] = useState(false);
  const { id, shut } = talk.view;
  const run = (work: Promise<void>): void => {
    onClose();
    work.catch((error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }));
  };
  if (reporting) return <Report channel={id} line={line} onClose={onClose} />;
  const mine = line.person === me;
  const young = Date.now() - line.at < DELETE_MS;
  return (
    <Sheet title={t('act.title')} onClose={onClose} className="chat-acts">
      <blockquote className="chat-quote">{line.text}</blockquote>
      {shut === undefined && (
        <Reacting line={line} onReact={(kind, on) => run(react(id, line.seq, kind, on))} />
      )}
      {mine && young && (
        <>
          <Button look="danger" wide onClick={() => run(deleteLine(id, line.seq))}>
            {t('act.delete')}
          </Button>
          <p className="chat-acts-note">{t('act.delete.note')}</p>
        </>
      )}
      {!mine && (
        <Button wide icon="triangular-flag" onClick={() => setReporting(true)}>
          {t('act.report')}
        </Button>
      )}
    </Sheet>
  );
};

type Reacts = { line: ChatLine; onReact: (kind: ChatReaction, on: boolean) => void };
const Reacting = ({ line, onReact }: Reacts) => {
  const t = useT('chat');
  const given = (kind: ChatReaction): boolean => line.reactions.some((r) => r.kind === kind && r.mine);
  return (
    <div className="chat-react">
      {CHAT_REACTIONS.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={given(kind)}
          onClick={() => onReact(kind, !given(kind))}
        >
          <Icon name={REACTION_ICON[kind]} size={32} />
          <span>{t(`reaction.${kind}`)}</span>
        </button>
      ))}
    </div>
  );
};

const Report = ({ channel, line, onClose }: { channel: string; line: ChatLine; onClose: () => void }) => {
  const t = useT('chat');
  const [reason, setReason] = useState<ReportReason>('rude');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const send = (): void => {
    setBusy(true);
    reportLine(channel, line.seq, reason)
      .then(
        () => {
          say(t('report.done'), { icon: 'shield', tone: 'good' });
          onClose();
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Sheet title={t('report.title')} onClose={onClose} className="chat-acts">
      <blockquote className="chat-quote">{line.text}</blockquote>
      <Choice
        label={t('report.reason')}
        value={reason}
        options={REPORT_REASONS.map((value) => ({ value, label: t(`report.${value}`) }))}
        onPick={setReason}
      />
      <p className="chat-acts-note">{t('report.note')}</p>
      {fault !== undefined && <FaultNote code={fault} />}
      <div className="dialog-acts">
        <Button look="cta" busy={busy} onClick={send}>
          {t('report.send')}
        </Button>
      </div>
    </Sheet>
  );
};
