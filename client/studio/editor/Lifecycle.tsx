import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import type { QuestionDetail } from '../../../server/domain/api-bank.ts';
import type { QuestionState } from '../../../server/domain/question.ts';
import { bulkChange, loadQuestion } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

const COLOURS: Record<QuestionState, string> = {
  draft: 'default',
  review: 'gold',
  ready: 'green',
  retired: 'default',
};
/** What is offered in each state; the server has the rules. */
const STEPS: Record<QuestionState, readonly QuestionState[]> = {
  draft: ['review', 'ready', 'retired'],
  review: ['ready', 'draft', 'retired'],
  ready: ['review', 'retired'],
  retired: ['draft'],
};

type Props = {
  detail: QuestionDetail;
  unsaved: boolean;
  readOnly: boolean;
  onSeen: (detail: QuestionDetail) => void;
};

/** Where the question is in its life, and the steps from here. */
export const Lifecycle = ({ detail, unsaved, readOnly, onSeen }: Props) => {
  const t = useS('editor');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const go = async (state: QuestionState): Promise<void> => {
    if (unsaved && (state === 'review' || state === 'ready')) return void message.warning(t('life.unsaved'));
    setBusy(true);
    try {
      await bulkChange(detail.bank, [detail.id], { kind: 'state', state });
      onSeen(await loadQuestion(detail.id));
      void message.success(t('life.done', { state: ts(`state.${state}`) }));
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="editor-life">
      <Tag color={COLOURS[detail.state]}>{ts(`state.${detail.state}`)}</Tag>
      {!readOnly &&
        detail.version > 0 &&
        STEPS[detail.state].map((state) => (
          <Button key={state} size="small" disabled={busy} onClick={() => void go(state)}>
            {t(detail.state === 'retired' ? 'life.again' : `life.${state}`)}
          </Button>
        ))}
    </span>
  );
};
