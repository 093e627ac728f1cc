import { useStore } from 'zustand';
import type { QuestionView } from '../../../server/domain/answer.ts';
import type { Receipt } from '../../../server/domain/api-battle.ts';
import { lang, useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { Dialog } from '../parts/index.ts';
import { answerLines } from '../play/answer-text.ts';

type Props = { receipt: Receipt; question: QuestionView; onClose: () => void };

/** Hours, minutes, seconds and milliseconds: what a dispute is about. */
const clockText = (at: number): string =>
  new Date(at).toLocaleTimeString(lang() === 'zh' ? 'zh-CN' : 'en', {
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });

/** The proof of an answer: what the server wrote down when it came. */
export const ReceiptDialog = ({ receipt, question, onClose }: Props) => {
  const t = useT('battle');
  const play = useT('play');
  const told = useStore(battlePlay, (s) =>
    s.view?.reveal?.round === receipt.round ? s.view.reveal.mine : undefined,
  );
  const rows: [string, string][] = [
    [t('receipt.choice'), answerLines(question, receipt.answer).join(play('join'))],
    [t('receipt.at'), clockText(receipt.at)],
    [t('receipt.elapsed'), t('seconds', { n: (receipt.elapsedMs / 1000).toFixed(2) })],
    [t('receipt.rtt'), t('ms', { n: Math.round(receipt.rttMs) })],
    [t('receipt.credit'), t('ms', { n: Math.round(receipt.creditMs) })],
    [t('receipt.late'), t(receipt.late ? 'receipt.late.yes' : 'receipt.late.no')],
    ...(told === undefined ? [] : [[t('receipt.points'), String(told.points)] as [string, string]]),
    [t('receipt.rule'), String(receipt.ruleVersion)],
    [t('receipt.id'), receipt.id],
  ];
  return (
    <Dialog title={t('receipt.title')} onClose={onClose} className="receipt">
      <p className="dialog-lead">{t('receipt.note')}</p>
      <dl className="receipt-rows">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
