import { type ReactNode, useEffect, useRef } from 'react';
import type { QuestionView, Verdict } from '../../../server/domain/answer.ts';
import { mediaOf } from '../../../server/domain/rich-text.ts';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { record } from '../../net/outbox.ts';
import type { Gain } from '../../stores/practice.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { type Tone, toneOf } from './answer-text.ts';
import { Mastery } from './Mastery.tsx';
import { RichText } from './RichText.tsx';
import { useKeys } from './use-keys.ts';

type Props = {
  question: QuestionView;
  verdict: Verdict;
  /** Attempt or card the question was answered in. */
  within: string | undefined;
  nextLabel: string;
  /** What this answer brought, e.g. coins or a ghost. */
  gain?: ReactNode;
  mastery?: Gain | undefined;
  shortcuts: boolean;
  /** The result in a few words, in place of right or wrong. */
  toldAs?: string | undefined;
  /** In place of the button to the next question. */
  onward?: ReactNode;
  onNext?: (() => void) | undefined;
};

const ICONS: Record<Tone, string> = {
  right: 'check-mark-button',
  wrong: 'light-bulb',
  pending: 'memo',
  read: 'open-book',
};

/** The result in a few words: right, partly with its share, not this time, or handed to a person. */
const useVerdictHead = (): ((question: QuestionView, verdict: Verdict) => string) => {
  const t = useT('play');
  return (question, verdict) => {
    const tone = toneOf(question, verdict);
    if (tone === 'wrong' && verdict.score > 0) return t('verdict.partly', { share: percent(verdict.score) });
    return t(`verdict.${tone}`);
  };
};

const TALL = 220;
/** A long explanation, or one with pictures, scrolls with the answers instead of covering them. */
const lookOf = (question: QuestionView, verdict: Verdict): string => {
  const body = [verdict.feedback, verdict.explanation].map((x) => (x === undefined ? '' : pick(x))).join('');
  const tall = body.length > TALL || mediaOf(body).length > 0 ? ' verdict-tall' : '';
  return `verdict verdict-${toneOf(question, verdict)}${tall}`;
};

const Why = ({
  question,
  verdict,
  gain,
  mastery,
  toldAs,
}: Pick<Props, 'question' | 'verdict' | 'gain' | 'mastery' | 'toldAs'>) => {
  const head = useVerdictHead();
  const { feedback, explanation } = verdict;
  return (
    <>
      <Icon name={ICONS[toneOf(question, verdict)]} size={34} />
      <div className="verdict-why">
        <p className="verdict-head">
          <b>{toldAs ?? head(question, verdict)}</b>
          {gain}
        </p>
        {mastery !== undefined && <Mastery gain={mastery} />}
        {feedback !== undefined && (
          <RichText className="verdict-feedback" body={pick(feedback)} lang={pickedLang(feedback)} />
        )}
        {explanation !== undefined && <RichText body={pick(explanation)} lang={pickedLang(explanation)} />}
      </div>
    </>
  );
};

/** Right or not and why, without a way on: for previews. */
export const Told = ({ question, verdict }: Pick<Props, 'question' | 'verdict'>) => {
  const t = useT('play');
  return (
    <section className={lookOf(question, verdict)} aria-label={t('verdict.label')}>
      <Why question={question} verdict={verdict} />
    </section>
  );
};

/** Right or not, why, and the way on. `Next` has the focus; how long the explanation stood there is recorded. */
export const VerdictPanel = (props: Props) => {
  const { question, verdict, within, nextLabel, gain, mastery, shortcuts, onNext, onward } = props;
  const t = useT('play');
  const next = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const since = performance.now();
    next.current?.querySelector('button')?.focus({ preventScroll: true });
    return () => {
      const dwellMs = Math.round(performance.now() - since);
      const ctx = within === undefined ? {} : { ctx: within };
      void record('explanation.viewed', { obj: question.id, ...ctx, data: { afterOk: verdict.ok, dwellMs } });
    };
  }, [question.id, verdict, within]);
  useKeys(shortcuts && onNext !== undefined, (event) => {
    if (event.key.toLowerCase() === 'n') onNext?.();
  });
  return (
    <section className={lookOf(question, verdict)} aria-label={t('verdict.label')}>
      <Why question={question} verdict={verdict} gain={gain} mastery={mastery} toldAs={props.toldAs} />
      {onward ?? (
        <div className="verdict-next" ref={next}>
          <Button look="cta" onClick={onNext}>
            {nextLabel}
            <Key letter>N</Key>
          </Button>
        </div>
      )}
    </section>
  );
};
