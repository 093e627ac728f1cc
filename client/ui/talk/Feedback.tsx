import { TALK_PASS } from '../../../server/domain/talk.ts';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import type { Talk } from '../../stores/talk.ts';
import { Icon } from '../parts/index.ts';
import { Outcome } from '../play/Outcome.tsx';
import { Picture } from '../play/Picture.tsx';
import { ResultFrame } from '../play/ResultFrame.tsx';

type Result = NonNullable<Talk['result']>;
type Props = { talk: Talk; result: Result; onLeave: () => void; onAgain: () => void };

/** What the talk was worth: stars, and each thing I said with what to say better. */
export const Feedback = ({ talk, result, onLeave, onAgain }: Props) => {
  const t = useT('talk');
  const { passed, score, steps } = result;
  return (
    <ResultFrame
      title={t(passed ? 'end.passed' : 'end.again')}
      line={
        passed
          ? t('end.passed.line', { score: percent(score) })
          : t('end.again.line', { score: percent(score), pass: percent(TALK_PASS) })
      }
      joy={passed}
      art={<Picture name={talk.other.icon} size={190} />}
      onLeave={onLeave}
      onAgain={onAgain}
    >
      {talk.outcome !== undefined && passed && (
        <Outcome outcome={talk.outcome}>
          <span className="outcome-fact">
            <Icon name="bullseye" size={36} />
            <span>
              <small>{t('score')}</small>
              <b className="num">{percent(score)}</b>
            </span>
          </span>
        </Outcome>
      )}
      <section className="talk-review" aria-label={t('review')}>
        <h2>{t('review')}</h2>
        <ol>
          {steps.map((step) => (
            <Step key={`${pick(step.said)} ${pick(step.feedback)}`} step={step} />
          ))}
        </ol>
      </section>
    </ResultFrame>
  );
};

/** How good a choice was, of the best there (1): in a word and a sign. */
const GRADES = [
  { from: 0.95, name: 'best', icon: 'glowing-star' },
  { from: 0.6, name: 'good', icon: 'thumbs-up' },
  { from: 0.3, name: 'fair', icon: 'thought-balloon' },
  { from: 0, name: 'poor', icon: 'ring-buoy' },
] as const;
const gradeOf = (score: number) => GRADES.find((g) => score >= g.from) ?? GRADES[3];

const Step = ({ step }: { step: Result['steps'][number] }) => {
  const t = useT('talk');
  const { name, icon } = gradeOf(step.score);
  return (
    <li className={`talk-step talk-step-${name}`}>
      <p className="talk-grade">
        <Icon name={icon} size={26} />
        <b>{t(`grade.${name}`)}</b>
      </p>
      <blockquote lang={pickedLang(step.said)}>{pick(step.said)}</blockquote>
      <p lang={pickedLang(step.feedback)}>{pick(step.feedback)}</p>
      {step.better !== undefined && (
        <p className="talk-better" lang={pickedLang(step.better)}>
          <b>{t('better')}</b>
          {pick(step.better)}
        </p>
      )}
    </li>
  );
};
