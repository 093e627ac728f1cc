import { type CSSProperties, useEffect } from 'react';
import { useStore } from 'zustand';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { loadQuest } from '../../net/quest.ts';
import { quest, stationOf } from '../../stores/quest.ts';
import { go } from '../../stores/screen.ts';
import { Button, Icon } from '../parts/index.ts';
import type { Exam } from './ExamScreen.tsx';
import { Outcome } from './Outcome.tsx';
import { ResultFrame } from './ResultFrame.tsx';
import { Review } from './Review.tsx';

type Props = { attempt: Exam; onLeave: () => void; onAgain: () => void };

/** Score, passed or not yet, the weak topics, and every question with its answer and explanation. */
export const ExamResult = ({ attempt, onLeave, onAgain }: Props) => {
  const t = useT('play');
  const left = useStore(quest, (s) => stationOf(s.view, attempt.station)?.attemptsLeft);
  useEffect(() => {
    void loadQuest();
  }, []);
  const result = attempt.result;
  if (result === undefined) return null;
  const told = attempt.items.flatMap((i) =>
    i.verdict === undefined ? [] : [{ question: i.question, answer: i.answer, verdict: i.verdict }],
  );
  const waits = result.pending?.essays ?? 0;
  const open = result.pending?.decided === false;
  return (
    <ResultFrame
      title={open ? t('exam.pending') : result.passed ? t('exam.passed') : t('exam.failed')}
      line={
        waits > 0
          ? t('exam.pending.line', { n: waits, score: percent(result.score), pass: percent(result.pass) })
          : t('exam.score', { right: result.right, total: result.total, pass: percent(result.pass) })
      }
      joy={result.passed}
      onLeave={onLeave}
      onAgain={left === 0 ? undefined : onAgain}
      againLabel={left === undefined ? t('exam.again') : t('exam.again.left', { n: left })}
      art={
        <div
          className={`exam-score${result.passed ? ' is-passed' : ''}`}
          style={{ '--p': `${result.score * 100}%` } as CSSProperties}
        >
          <b className="num">{percent(result.score)}</b>
          {result.passed && <Icon name="sports-medal" size={64} />}
        </div>
      }
    >
      {attempt.outcome !== undefined && result.passed && <Outcome outcome={attempt.outcome} />}
      {waits > 0 && <p className="result-note">{t('exam.pending.note')}</p>}
      {!result.passed && waits === 0 && <p className="result-note">{t('exam.kept')}</p>}
      {result.weak.length > 0 && (
        <section className="weak" aria-label={t('exam.weak')}>
          <h2>{t('exam.weak')}</h2>
          <ul>
            {result.weak.map((point) => (
              <li key={point.id}>
                <span lang={pickedLang(point.name)}>{pick(point.name)}</span>
                <small>{t('exam.missed', { n: point.missed })}</small>
              </li>
            ))}
          </ul>
          {!result.passed && <WarmUp station={attempt.station} />}
        </section>
      )}
      <Review list={told} label={t('exam.review')} />
    </ResultFrame>
  );
};

/** A few questions of the weak topics before the next try. */
const WarmUp = ({ station }: { station: string }) => {
  const t = useT('practice');
  return (
    <Button wide icon="running-shoe" onClick={() => go({ name: 'drill', purpose: 'warm-up', station })}>
      {t('warm.go')}
    </Button>
  );
};
