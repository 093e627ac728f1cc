import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { EssayView } from '../../../server/domain/api-bank.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { dayAndTime, percent, pick, pickedLang } from '../../i18n/index.ts';
import { RichText } from '../../ui/play/RichText.tsx';
import { useS } from '../i18n/index.ts';
import { Criterion } from './Criterion.tsx';

/** Points by criterion, or a share where there is no rubric. */
export type Given = { marks: number[]; score?: number };

type Props = {
  essay: EssayView;
  zone: string;
  busy: boolean;
  onSave: (given: Given) => void;
  onSkip: (() => void) | undefined;
};

type Points = (number | undefined)[];
const PERCENT = 100;
/** Without a rubric one line of a hundred points stands for the share. */
const linesOf = (essay: EssayView): { id: number; name?: LocalText; points: number }[] =>
  essay.rubric.length > 0 ? essay.rubric.map((line, id) => ({ id, ...line })) : [{ id: 0, points: PERCENT }];
const pointsOf = (essay: EssayView): Points => {
  if (essay.rubric.length > 0) return essay.rubric.map((_, i) => essay.marks?.[i]);
  return [essay.score === undefined ? undefined : Math.round(essay.score * PERCENT)];
};
const isWhole = (points: Points): points is number[] => points.every((p) => p !== undefined);
const givenOf = (essay: EssayView, points: number[]): Given =>
  essay.rubric.length > 0 ? { marks: points } : { marks: [], score: (points[0] ?? 0) / PERCENT };

/** One essay: question and answer on one side, the rubric with its points on the other. */
export const Desk = (props: Props) => {
  const { essay, zone, busy, onSave } = props;
  const t = useS('marking');
  const [points, setPoints] = useState(() => pointsOf(essay));
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.querySelector<HTMLInputElement>('.marking-side input')?.focus({ preventScroll: true });
  }, []);
  const save = (): void => {
    if (!busy && isWhole(points)) onSave(givenOf(essay, points));
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const give = (i: number, n: number | undefined): void =>
    setPoints((all) => all.map((p, k) => (k === i ? n : p)));
  return (
    <div className="marking-essay" ref={top}>
      <Answer essay={essay} zone={zone} />
      <section className="marking-side" aria-label={t('rubric')}>
        <h2>{t('rubric')}</h2>
        <p className="marking-keys">{t('rubric.keys')}</p>
        {linesOf(essay).map(({ id, name, points: most }) => (
          <Criterion
            key={id}
            label={name === undefined ? t('share') : t('points', { name: pick(name), points: most })}
            most={most}
            value={points[id]}
            onGive={(n) => give(id, n)}
          />
        ))}
        <Total essay={essay} points={points} />
        <Acts {...props} ready={isWhole(points)} onSave={save} />
      </section>
    </div>
  );
};

const Answer = ({ essay, zone }: Pick<Props, 'essay' | 'zone'>) => {
  const t = useS('marking');
  const { stem, sample, text } = essay;
  return (
    <div className="marking-texts">
      <section aria-label={t('question')}>
        <RichText className="marking-stem" body={pick(stem)} lang={pickedLang(stem)} />
      </section>
      <section className="marking-answer" aria-label={t('answer')}>
        <h2>{t('answer')}</h2>
        <p className="marking-by">
          {t('by', { name: essay.by, at: dayAndTime(essay.at, zone) })} ·{' '}
          {t('answer.length', { n: [...text].length })}
        </p>
        <p className="marking-text">{text}</p>
      </section>
      {sample !== undefined && (
        <details className="marking-sample" open>
          <summary>{t('sample')}</summary>
          <RichText body={pick(sample)} lang={pickedLang(sample)} />
        </details>
      )}
      {essay.markedAt !== undefined && (
        <p className="marking-by">
          {t('marked.by', { name: essay.markedBy ?? '', at: dayAndTime(essay.markedAt, zone) })}
        </p>
      )}
    </div>
  );
};

const Total = ({ essay, points }: { essay: EssayView; points: Points }) => {
  const t = useS('marking');
  const most = linesOf(essay).reduce((n, c) => n + c.points, 0);
  const got = points.reduce<number>((n, p) => n + (p ?? 0), 0);
  const open = points.filter((p) => p === undefined).length;
  return (
    <p className="marking-total" role="status">
      {open > 0 ? t('total.open', { count: open }) : t('total', { got, most, share: percent(got / most) })}
    </p>
  );
};

type ActsProps = Omit<Props, 'onSave'> & { ready: boolean; onSave: () => void };
const Acts = ({ essay, busy, ready, onSave, onSkip }: ActsProps) => {
  const t = useS('marking');
  const marked = essay.markedAt !== undefined;
  return (
    <div className="marking-acts">
      <Button
        type="primary"
        size="large"
        loading={busy}
        disabled={!ready}
        onClick={onSave}
        aria-keyshortcuts="Control+Enter"
      >
        {marked ? t('correct') : t('save')} <kbd>Ctrl ↵</kbd>
      </Button>
      {onSkip !== undefined && (
        <Button size="large" onClick={onSkip}>
          {t('skip')}
        </Button>
      )}
      {marked && <p className="marking-keys">{t('correct.note')}</p>}
    </div>
  );
};
