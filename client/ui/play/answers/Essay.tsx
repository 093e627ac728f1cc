import { useEffect, useRef } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { wordCount } from '../draft.ts';
import { keepText, keptText } from '../kept.ts';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'essay' }> };

const KEEP_MS = 800;

/** Keeps what is being written on this device and gives it back after a reload, until it has been handed in. */
const useKept = ({ keepAs, draft, locked, verdict, onDraft }: Props): void => {
  const give = useRef(onDraft);
  give.current = onDraft;
  const began = useRef(draft !== undefined || locked);
  useEffect(() => {
    if (keepAs === undefined || began.current) return;
    began.current = true;
    const kept = keptText(keepAs);
    if (kept !== undefined) give.current(kept);
  }, [keepAs]);
  const told = verdict !== undefined;
  useEffect(() => {
    if (keepAs === undefined || typeof draft !== 'string') return;
    if (told) return keepText(keepAs, undefined);
    const timer = setTimeout(() => keepText(keepAs, draft), KEEP_MS);
    const now = () => keepText(keepAs, draft);
    addEventListener('pagehide', now);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', now);
    };
  }, [keepAs, draft, told]);
};

/** A long text with its rubric, a word count, and a copy kept on this device. Ctrl and Enter hand it in. */
export const Essay = (props: Props) => {
  const { question, draft, verdict, locked, labelledBy, onDraft, onCommit } = props;
  const t = useT('play');
  useKept(props);
  const template = question.template === undefined ? '' : pick(question.template);
  const text = typeof draft === 'string' ? draft : template;
  const words = wordCount(text);
  const most = question.maxWords;
  const over = most !== undefined && words > most;
  return (
    <div className={`essay${verdict === undefined ? '' : ' essay-told'}`}>
      <Rubric question={question} />
      <textarea
        className="essay-box"
        value={text}
        readOnly={locked}
        rows={8}
        maxLength={20_000}
        placeholder={t('essay.write')}
        aria-labelledby={labelledBy}
        aria-describedby={`${labelledBy}-count`}
        aria-invalid={over || undefined}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onCommit();
        }}
      />
      <p id={`${labelledBy}-count`} className={`essay-count${over ? ' is-over' : ''}`}>
        <span className="num">
          {most === undefined ? t('essay.words', { n: words }) : t('essay.words.of', { n: words, most })}
        </span>
        <span>{over ? t('essay.over') : verdict === undefined ? t('essay.kept') : ''}</span>
      </p>
    </div>
  );
};

const Rubric = ({ question }: Pick<Props, 'question'>) => {
  const t = useT('play');
  if (question.rubric === undefined || question.rubric.length === 0) return null;
  return (
    <details className="essay-rubric" open>
      <summary>{t('essay.rubric')}</summary>
      <ul>
        {question.rubric.map(({ name, points }) => (
          <li key={JSON.stringify(name)}>
            <span lang={pickedLang(name)}>{pick(name)}</span>
            <b className="num">{t('essay.points', { n: points })}</b>
          </li>
        ))}
      </ul>
    </details>
  );
};
