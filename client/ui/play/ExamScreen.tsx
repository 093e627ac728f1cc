import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { goToItem, painted, playStore } from '../../stores/play.ts';
import { settings } from '../../stores/settings.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { flag, submitExam } from './attempt.ts';
import { isComplete, startingDraft } from './draft.ts';
import { ExamGrid } from './ExamGrid.tsx';
import { ExamResult } from './ExamResult.tsx';
import { ExamTimer } from './ExamTimer.tsx';
import { HandIn } from './HandIn.tsx';
import { WaitingMark } from './Notes.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { useAutosave } from './use-autosave.ts';
import { isTyping, useKeys } from './use-keys.ts';
import { draftOf } from './use-question.ts';

export type Exam = Extract<AttemptView, { kind: 'exam' }>;
type Props = { attempt: Exam; onLeave: () => void; onAgain: () => void };

/** The exam under way: any question, any order, answers saved as they are given, until it is handed in. */
export const ExamScreen = ({ attempt, onLeave, onAgain }: Props) => {
  const t = useT('play');
  const { item, drafts, flags, endsAtTick, queue } = useStore(playStore);
  const shortcuts = useStore(settings, (s) => s.shortcuts);
  const [asking, setAsking] = useState(false);
  const [handing, setHanding] = useState(false);
  const once = useRef(false);
  const autosave = useAutosave(attempt);
  const at = attempt.items.findIndex((i) => i.item === item?.item);
  const cells = attempt.items.map((i) => ({
    item: i.item,
    answered: isComplete(i.question, drafts[i.item]),
    flagged: flags[i.item] === true,
  }));
  const answered = cells.filter((c) => c.answered).length;

  const goTo = (index: number) => {
    autosave.now();
    goToItem(index, performance.now());
  };
  const toggleFlag = () => item !== undefined && void flag(item.item, flags[item.item] !== true);
  const handIn = () => {
    if (once.current) return;
    once.current = true;
    autosave.now();
    setAsking(false);
    setHanding(true);
    void submitExam().finally(() => {
      once.current = false;
      setHanding(false);
    });
  };
  useKeys(shortcuts && attempt.status === 'open' && !handing, (event) => {
    if (isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'n') goTo(at + 1);
    else if (key === 'p') goTo(at - 1);
    else if (key === 'f') toggleFlag();
  });

  if (attempt.status === 'ended') return <ExamResult attempt={attempt} onLeave={onLeave} onAgain={onAgain} />;
  if (item === undefined || endsAtTick === undefined) return null;
  const draft = drafts[item.item];
  const last = at === attempt.items.length - 1;
  return (
    <PlayFrame
      look="exam"
      label={t('exam')}
      onLeave={() => {
        autosave.now();
        onLeave();
      }}
      bar={
        <>
          <ExamTimer endsAtTick={endsAtTick} totalMs={attempt.endsAt - attempt.startedAt} onOver={handIn} />
          <span className="exam-saved">
            {queue.length > 0 ? t('saving') : t('answered.of', { n: answered, total: cells.length })}
          </span>
        </>
      }
      count={
        <Button look="cta" className="exam-hand-in" busy={handing} onClick={() => setAsking(true)}>
          {handing ? t('handing') : t('hand.in')}
        </Button>
      }
    >
      <div className="exam-desk">
        <QuestionPanel
          autosave
          question={item.question}
          asking={`${attempt.id}-${item.item}`}
          draft={draft}
          badge={<b className="num">{at + 1}</b>}
          mark={flags[item.item] === true && <span className="flag-mark">{t('grid.flagged.word')}</span>}
          within={attempt.id}
          sending={handing}
          onDraft={(answer) => {
            draftOf(item.question, draft)(answer);
            autosave.soon();
          }}
          onCommit={() => (last ? setAsking(true) : goTo(at + 1))}
          onPainted={() => painted(performance.now())}
          foot={
            <div className="exam-foot">
              <WaitingMark />
              {item.question.type === 'ordering' && draft === undefined && (
                <Button
                  look="glass"
                  onClick={() => {
                    draftOf(item.question, draft)(startingDraft(item.question));
                    autosave.soon();
                  }}
                >
                  {t('order.keep')}
                </Button>
              )}
              <Button look="glass" aria-disabled={at === 0 || undefined} onClick={() => goTo(at - 1)}>
                {t('previous')}
                <Key letter>P</Key>
              </Button>
              <Button look="glass" aria-pressed={flags[item.item] === true} onClick={toggleFlag}>
                <Icon name="triangular-flag" size={22} />
                {t('flag')}
                <Key letter>F</Key>
              </Button>
              <Button
                look={last ? 'glass' : 'cta'}
                aria-disabled={last || undefined}
                onClick={() => goTo(at + 1)}
              >
                {t('next')}
                <Key letter>N</Key>
              </Button>
            </div>
          }
        />
        <ExamGrid cells={cells} current={item.item} onGo={goTo} />
      </div>
      {asking && (
        <HandIn
          cells={cells}
          onClose={() => setAsking(false)}
          onHandIn={handIn}
          onGo={(index) => {
            setAsking(false);
            goTo(index);
          }}
        />
      )}
    </PlayFrame>
  );
};
