import type { Answer, QuestionView } from '../../../server/domain/answer.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { startingDraft } from './draft.ts';
import { WaitingMark } from './Notes.tsx';

type Props = {
  question: QuestionView;
  draft: Answer | undefined;
  first: boolean;
  last: boolean;
  flagged: boolean;
  onGo: (by: -1 | 1) => void;
  onFlag: () => void;
  onDraft: (answer: Answer | undefined) => void;
};

/** Back, flag, on; an order that is right as it stands is kept with its own button. */
export const ExamFoot = ({ question, draft, first, last, flagged, onGo, onFlag, onDraft }: Props) => {
  const t = useT('play');
  return (
    <div className="exam-foot">
      <WaitingMark />
      {question.type === 'ordering' && draft === undefined && (
        <Button look="glass" onClick={() => onDraft(startingDraft(question))}>
          {t('order.keep')}
        </Button>
      )}
      <Button look="glass" aria-disabled={first || undefined} onClick={() => onGo(-1)}>
        {t('previous')}
        <Key letter>P</Key>
      </Button>
      <Button look="glass" aria-pressed={flagged} onClick={onFlag}>
        <Icon name="triangular-flag" size={22} />
        {t('flag')}
        <Key letter>F</Key>
      </Button>
      <Button look={last ? 'glass' : 'cta'} aria-disabled={last || undefined} onClick={() => onGo(1)}>
        {t('next')}
        <Key letter>N</Key>
      </Button>
    </div>
  );
};
