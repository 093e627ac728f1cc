import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { SubmissionView } from '../../../server/domain/api-station.ts';
import { ASSIGNMENT_PASS } from '../../../server/domain/assignment.ts';
import { dayAndTime, percent, pick } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { Comment } from './Comment.tsx';
import { Criterion } from './Criterion.tsx';
import { Handed } from './Handed.tsx';

export type Decision = { marks: number[]; comment: string; decision: 'accept' | 'return' };
type Props = {
  me: string;
  work: SubmissionView;
  zone: string;
  busy: boolean;
  /** The first touch: from here its author cannot take it back. */
  onBegin: () => void;
  onDecide: (decision: Decision) => void;
  onSkip: (() => void) | undefined;
};
type Points = (number | undefined)[];
const isWhole = (points: Points): points is number[] => points.every((p) => p !== undefined);

/** Ctrl or Cmd with Enter accepts, with Shift it returns. */
const useDecideKeys = (accept: () => void, giveBack: () => void): void => {
  const latest = useRef({ accept, giveBack });
  latest.current = { accept, giveBack };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (event.shiftKey) latest.current.giveBack();
      else latest.current.accept();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
};

/** One work that was handed in: what it says beside its rubric, points by number key, a comment, accepted or returned. */
export const WorkDesk = ({ me, work, zone, busy, onBegin, onDecide, onSkip }: Props) => {
  const t = useS('marking');
  const [points, setPoints] = useState<Points>(() => work.assignment.rubric.map((_, i) => work.marks?.[i]));
  const [comment, setComment] = useState(work.state === 'submitted' ? '' : (work.comment ?? ''));
  const begun = useRef(false);
  const top = useRef<HTMLDivElement>(null);
  const isOpen = work.state === 'submitted' || work.state === 'marking';
  useEffect(() => {
    if (isOpen)
      top.current?.querySelector<HTMLInputElement>('.marking-side input')?.focus({ preventScroll: true });
  }, [isOpen]);
  const begin = (): void => {
    if (begun.current || work.state !== 'submitted') return;
    begun.current = true;
    onBegin();
  };
  const decide = (decision: Decision['decision']): void => {
    if (!isOpen || busy || !isWhole(points) || (decision === 'return' && comment.trim() === '')) return;
    onDecide({ marks: points, comment: comment.trim(), decision });
  };
  useDecideKeys(
    () => decide('accept'),
    () => decide('return'),
  );
  return (
    <div className="marking-essay" ref={top}>
      <Handed work={work} zone={zone} />
      <section className="marking-side" aria-label={t('rubric')}>
        <h2>{t('rubric')}</h2>
        {isOpen && <p className="marking-keys">{t('work.keys')}</p>}
        {work.state === 'marking' && work.marker !== undefined && (
          <p className="marking-by">{t('marking.by', { name: work.marker })}</p>
        )}
        <fieldset disabled={!isOpen} className="marking-rubric">
          <legend className="sr-only">{t('rubric')}</legend>
          {[...work.assignment.rubric.entries()].map(([i, line]) => (
            <div key={`${i} ${pick(line.name)}`}>
              <Criterion
                label={t('points', { name: pick(line.name), points: line.points })}
                most={line.points}
                value={points[i]}
                onGive={(n) => {
                  begin();
                  setPoints((all) => all.map((p, k) => (k === i ? n : p)));
                }}
              />
              {line.about !== undefined && <p className="marking-about">{pick(line.about)}</p>}
            </div>
          ))}
        </fieldset>
        <Sum work={work} points={points} />
        {isOpen ? (
          <>
            <Comment
              person={me}
              value={comment}
              onChange={(text) => {
                begin();
                setComment(text);
              }}
            />
            <Acts
              busy={busy}
              whole={isWhole(points)}
              said={comment.trim() !== ''}
              onDecide={decide}
              onSkip={onSkip}
            />
          </>
        ) : (
          <Decided work={work} zone={zone} />
        )}
      </section>
    </div>
  );
};

const Sum = ({ work, points }: { work: SubmissionView; points: Points }) => {
  const t = useS('marking');
  const most = work.assignment.rubric.reduce((n, c) => n + c.points, 0);
  const got = points.reduce<number>((n, p) => n + (p ?? 0), 0);
  const open = points.filter((p) => p === undefined).length;
  const isLow = open === 0 && got / most < ASSIGNMENT_PASS;
  return (
    <p className="marking-total" role="status">
      {open > 0 ? t('total.open', { count: open }) : t('total', { got, most, share: percent(got / most) })}
      {isLow && <small>{t('total.low', { share: percent(ASSIGNMENT_PASS) })}</small>}
    </p>
  );
};

type ActsProps = {
  busy: boolean;
  whole: boolean;
  said: boolean;
  onDecide: (decision: Decision['decision']) => void;
  onSkip: (() => void) | undefined;
};
const Acts = ({ busy, whole, said, onDecide, onSkip }: ActsProps) => {
  const t = useS('marking');
  return (
    <div className="marking-acts">
      <Button
        type="primary"
        size="large"
        loading={busy}
        disabled={!whole}
        onClick={() => onDecide('accept')}
        aria-keyshortcuts="Control+Enter"
      >
        {t('accept')} <kbd>Ctrl ↵</kbd>
      </Button>
      <Button
        size="large"
        disabled={!whole || !said || busy}
        title={said ? undefined : t('return.why')}
        onClick={() => onDecide('return')}
        aria-keyshortcuts="Control+Shift+Enter"
      >
        {t('return')} <kbd>Ctrl ⇧ ↵</kbd>
      </Button>
      {onSkip !== undefined && (
        <Button size="large" type="text" onClick={onSkip}>
          {t('skip')}
        </Button>
      )}
      {whole && !said && <p className="marking-keys">{t('return.why')}</p>}
    </div>
  );
};

const Decided = ({ work, zone }: { work: SubmissionView; zone: string }) => {
  const t = useS('marking');
  return (
    <>
      <p className="marking-by">
        {t(work.state === 'accepted' ? 'was.accepted' : 'was.returned')}
        {work.markedAt !== undefined &&
          ` · ${t('marked.by', { name: work.marker ?? '', at: dayAndTime(work.markedAt, zone) })}`}
      </p>
      {work.comment !== undefined && work.comment !== '' && <p className="marking-text">{work.comment}</p>}
    </>
  );
};
