import { Alert, App, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import type { StagedItem } from '../../../server/domain/api-import.ts';
import { Question } from '../../../server/domain/question.ts';
import { lang } from '../../i18n/index.ts';
import { fixStaged } from '../../net/importing.ts';
import { emptyQuestion, QuestionForm } from '../editor/QuestionForm.tsx';
import { faultsOf } from '../editor/question-faults.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = {
  stage: string;
  item: number;
  place: string;
  frame: BankFrame;
  start?: Question | undefined;
  why?: string | undefined;
  /** The refused text as it stands in the file. */
  source?: string | undefined;
  onClose: () => void;
  onFixed: (item: StagedItem) => void;
};

/** One question of a dry run, corrected or written anew beside the reason why it was refused. */
export const FixDrawer = ({ stage, item, place, frame, start, why, source, onClose, onFixed }: Props) => {
  const t = useS('importing');
  const { message } = App.useApp();
  const [draft, setDraft] = useState<unknown>(() => start ?? emptyQuestion('single', `fix-${item}`));
  const [shown, setShown] = useState(false);
  const save = async (): Promise<void> => {
    setShown(true);
    const checked = Question.safeParse(draft);
    if (!checked.success) return;
    try {
      onFixed(await fixStaged(stage, item, checked.data));
      void message.success(t('fix.done'));
    } catch (f) {
      void message.error(faultLine(f));
    }
  };
  return (
    <Drawer
      open
      size="large"
      title={t('fix.title', { place })}
      onClose={onClose}
      extra={
        <Button type="primary" onClick={() => void save()}>
          {t('fix.save')}
        </Button>
      }
    >
      {why !== undefined && <Alert type="warning" title={why} />}
      {source !== undefined && <pre className="import-source">{source}</pre>}
      {shown &&
        faultsOf(draft, lang()).map((fault) => <Alert key={fault} type="error" title={fault} banner />)}
      <QuestionForm value={draft} onChange={setDraft} frame={frame} />
    </Drawer>
  );
};
