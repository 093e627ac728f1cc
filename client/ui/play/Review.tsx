import type { Answer, QuestionView, Verdict } from '../../../server/domain/answer.ts';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { answerLines, keyLines, stemText } from './answer-text.ts';
import { RichText } from './RichText.tsx';

export type Reviewed = { question: QuestionView; answer: Answer | undefined; verdict: Verdict };

/** Questions with what was answered, what is right and why; each folds open. */
export const Review = ({
  list,
  label,
  open = false,
}: {
  list: Reviewed[];
  label: string;
  open?: boolean;
}) => (
  <section className="review" aria-label={label}>
    <h2>{label}</h2>
    <ol>
      {list.map((one, i) => (
        <li key={one.question.id}>
          <One one={one} n={i + 1} open={open} />
        </li>
      ))}
    </ol>
  </section>
);

const Lines = ({ lines }: { lines: string[] }) => (
  <span className="review-lines">
    {lines.map((line) => (
      <span key={line}>{line}</span>
    ))}
  </span>
);

/** A marked essay: its share, the points by criterion, the model answer. */
const EssayMark = ({ question, verdict }: Pick<Reviewed, 'question' | 'verdict'>) => {
  const t = useT('play');
  const { marks = [], sample } = verdict.essay ?? {};
  const rubric = question.type === 'essay' ? (question.rubric ?? []) : [];
  const lines = rubric.map(({ name, points }, i) => `${pick(name)} ${marks[i] ?? 0} / ${points}`);
  return (
    <>
      <dt>{t('review.essay')}</dt>
      <dd>
        <Lines lines={[percent(verdict.score), ...lines]} />
      </dd>
      {sample !== undefined && (
        <>
          <dt>{t('review.sample')}</dt>
          <dd>
            <RichText body={pick(sample)} lang={pickedLang(sample)} />
          </dd>
        </>
      )}
    </>
  );
};

const One = ({ one, n, open }: { one: Reviewed; n: number; open: boolean }) => {
  const t = useT('play');
  const { question, answer, verdict } = one;
  const mine = answerLines(question, answer);
  const key = keyLines(question, verdict.key);
  const look = verdict.pending === true ? 'pending' : verdict.ok ? 'right' : 'wrong';
  const said = { right: t('tile.right'), wrong: t('tile.wrong'), pending: t('verdict.pending') }[look];
  return (
    <details className={`review-${look}`} open={open}>
      <summary>
        <span className="review-mark">
          <span className="sr-only">{said}</span>
        </span>
        <span className="review-n num">{n}</span>
        <span className="review-stem" lang={pickedLang(question.stem)}>
          {stemText(question.stem)}
        </span>
      </summary>
      <dl>
        {(!verdict.ok || verdict.essay !== undefined) && (
          <>
            <dt>{t('review.mine')}</dt>
            <dd className="review-mine">{mine.length === 0 ? t('review.blank') : <Lines lines={mine} />}</dd>
          </>
        )}
        {key.length > 0 && (
          <>
            <dt>{t('review.key')}</dt>
            <dd className="review-key">
              <Lines lines={key} />
            </dd>
          </>
        )}
        {verdict.essay !== undefined && <EssayMark question={question} verdict={verdict} />}
        {verdict.explanation !== undefined && (
          <>
            <dt>{t('review.why')}</dt>
            <dd>
              <RichText body={pick(verdict.explanation)} lang={pickedLang(verdict.explanation)} />
            </dd>
          </>
        )}
      </dl>
    </details>
  );
};
