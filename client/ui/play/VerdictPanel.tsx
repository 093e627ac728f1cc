import { type ReactNode, useEffect, useRef } from 'react';
import type { QuestionView, Verdict } from '../../../server/domain/answer.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { record } from '../../net/outbox.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { useKeys } from './use-keys.ts';

type Props = {
  question: QuestionView;
  verdict: Verdict;
  /** Attempt or card the question was answered in. */
  within: string | undefined;
  nextLabel: string;
  /** What this answer brought, e.g. coins or a ghost. */
  gain?: ReactNode;
  shortcuts: boolean;
  onNext: () => void;
};

/** Right or not, why, and the way on. `Next` has the focus; how long the explanation stood there is recorded. */
export const VerdictPanel = ({ question, verdict, within, nextLabel, gain, shortcuts, onNext }: Props) => {
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
  useKeys(shortcuts, (event) => {
    if (event.key.toLowerCase() === 'n') onNext();
  });
  return (
    <section
      className={`verdict ${verdict.ok ? 'verdict-right' : 'verdict-wrong'}`}
      aria-label={t('verdict.label')}
    >
      <Icon name={verdict.ok ? 'check-mark-button' : 'light-bulb'} size={34} />
      <div className="verdict-why">
        <p className="verdict-head">
          <b>
            {verdict.ok ? t('verdict.right') : verdict.score > 0 ? t('verdict.partly') : t('verdict.wrong')}
          </b>
          {gain}
        </p>
        {verdict.feedback !== undefined && (
          <p className="verdict-feedback" lang={pickedLang(verdict.feedback)}>
            {pick(verdict.feedback)}
          </p>
        )}
        <p lang={pickedLang(verdict.explanation)}>{pick(verdict.explanation)}</p>
      </div>
      <div className="verdict-next" ref={next}>
        <Button look="cta" onClick={onNext}>
          {nextLabel}
          <Key letter>N</Key>
        </Button>
      </div>
    </section>
  );
};
