import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { painted, playStore } from '../../stores/play.ts';
import { keepCalm } from '../../stores/toast.ts';
import { Button } from '../parts/index.ts';
import { ExamFoot } from './ExamFoot.tsx';
import { ExamGrid } from './ExamGrid.tsx';
import { ExamResult } from './ExamResult.tsx';
import { ExamTimer } from './ExamTimer.tsx';
import { HandIn } from './HandIn.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { useExam } from './use-exam.ts';

export type Exam = Extract<AttemptView, { kind: 'exam' }>;
type Props = { attempt: Exam; onLeave: () => void; onAgain: () => void };

/** The exam: any question, any order, answers saved as they are given; after it is handed in, its result. */
export const ExamScreen = ({ attempt, onLeave, onAgain }: Props) =>
  attempt.status === 'ended' ? (
    <ExamResult attempt={attempt} onLeave={onLeave} onAgain={onAgain} />
  ) : (
    <ExamDesk attempt={attempt} onLeave={onLeave} />
  );

const ExamDesk = ({ attempt, onLeave }: Omit<Props, 'onAgain'>) => {
  const t = useT('play');
  const endsAtTick = useStore(playStore, (s) => s.endsAtTick);
  const [asking, setAsking] = useState(false);
  const exam = useExam(attempt);
  const { cells, handing } = exam;
  useEffect(keepCalm, []);
  const handIn = () => {
    setAsking(false);
    exam.handIn();
  };
  const leave = () => {
    exam.saveNow();
    onLeave();
  };
  const totalMs = attempt.endsAt - attempt.startedAt;
  return (
    <PlayFrame
      look="exam"
      label={t('exam')}
      onLeave={leave}
      bar={
        <>
          {endsAtTick !== undefined && (
            <ExamTimer endsAtTick={endsAtTick} totalMs={totalMs} onOver={handIn} />
          )}
          <Saved answered={cells.filter((c) => c.answered).length} total={cells.length} />
        </>
      }
      count={
        <Button look="cta" className="exam-hand-in" busy={handing} onClick={() => setAsking(true)}>
          {handing ? t('handing') : t('hand.in')}
        </Button>
      }
    >
      <div className="exam-desk">
        <ExamQuestion attempt={attempt} exam={exam} onLast={() => setAsking(true)} />
        <ExamGrid cells={cells} current={cells[exam.at]?.item} onGo={exam.goTo} />
      </div>
      {asking && (
        <HandIn
          cells={cells}
          onClose={() => setAsking(false)}
          onHandIn={handIn}
          onGo={(index) => {
            setAsking(false);
            exam.goTo(index);
          }}
        />
      )}
    </PlayFrame>
  );
};

const Saved = ({ answered, total }: { answered: number; total: number }) => {
  const t = useT('play');
  const queued = useStore(playStore, (s) => s.queue.length);
  return (
    <span className="exam-saved">{queued > 0 ? t('saving') : t('answered.of', { n: answered, total })}</span>
  );
};

type QuestionProps = { attempt: Exam; exam: ReturnType<typeof useExam>; onLast: () => void };

const ExamQuestion = ({ attempt, exam, onLast }: QuestionProps) => {
  const t = useT('play');
  const { item, drafts } = useStore(playStore);
  if (item === undefined) return null;
  const draft = drafts[item.item];
  const last = exam.at === attempt.items.length - 1;
  const flagged = exam.cells[exam.at]?.flagged === true;
  return (
    <QuestionPanel
      autosave
      question={item.question}
      asking={`${attempt.id}-${item.item}`}
      draft={draft}
      badge={<b className="num">{exam.at + 1}</b>}
      mark={flagged && <span className="flag-mark">{t('grid.flagged.word')}</span>}
      within={attempt.id}
      sending={exam.handing}
      onDraft={exam.choose}
      onCommit={() => (last ? onLast() : exam.goTo(exam.at + 1))}
      onPainted={() => painted(performance.now())}
      foot={
        <ExamFoot
          question={item.question}
          draft={draft}
          first={exam.at === 0}
          last={last}
          flagged={flagged}
          onGo={(by) => exam.goTo(exam.at + by)}
          onFlag={exam.toggleFlag}
          onDraft={exam.choose}
        />
      }
    />
  );
};
