import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Answer, Verdict } from '../../../server/domain/answer.ts';
import { RuleError } from '../../../server/domain/errors.ts';
import { blankVerdict, gradeAnswer, viewOf } from '../../../server/domain/grade.ts';
import { answerOfKey } from '../../../server/domain/grade-key.ts';
import type { Question } from '../../../server/domain/question.ts';
import { type Lang, type LocalText, textIn } from '../../../server/domain/text.ts';
import { i18nIn, lang as langNow } from '../../i18n/index.ts';
import { Button } from '../parts/index.ts';
import { PREVIEW_TEXTS, type PreviewTexts } from './preview-texts.ts';
import { QuestionPanel } from './QuestionPanel.tsx';
import './play.css';
import './panel.css';
import './tiles.css';
import './answers.css';
import './gaps.css';
import './preview.css';

type Props = {
  question: Question;
  /** The learner's language. */
  lang: Lang;
  width: 'desktop' | 'phone';
  /** The name of the question's knowledge point, when it has one. */
  point?: LocalText | undefined;
  texts?: PreviewTexts;
};

const isText = (value: object): value is LocalText => {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => name === 'zh' || name === 'en');
};

/** The same with every text in one language, or in the other where it has only that, as a learner gets it. */
const inLang = <T,>(value: T, lang: Lang): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => inLang(entry, lang)) as T;
  if (isText(value)) return value[lang] === undefined ? value : ({ [lang]: textIn(value, lang) } as T);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inLang(v, lang)])) as T;
};

/** What an answer depends on: as long as it stays, so does the answer while the author writes. */
const shapeOf = (q: Question): string => {
  const size = (list: readonly unknown[] | undefined) => list?.length ?? 0;
  switch (q.type) {
    case 'single':
    case 'multiple':
      return `${q.type} ${size(q.options)} ${q.shuffle}`;
    case 'matching':
      return `${q.type} ${size(q.pairs)} ${size(q.extras)}`;
    case 'ordering':
      return `${q.type} ${size(q.items)}`;
    case 'cloze':
      return `${q.type} ${q.gaps.map((gap) => (gap.kind === 'choice' ? size(gap.options) : gap.kind))}`;
    case 'categorising':
      return `${q.type} ${size(q.categories)} ${size(q.items)}`;
    default:
      return q.type;
  }
};

const FIRST_SEED = 7;

/** What would be given for the key: of an essay its model answer. */
const rightAnswer = (q: Question, seed: number, lang: Lang): Answer =>
  q.type === 'essay'
    ? q.sample === undefined
      ? '…'
      : textIn(q.sample, lang)
    : answerOfKey(blankVerdict(q, seed).key);

/** The verdict of an answer, by the rules of the server; undefined when the question cannot be answered so. */
const judged = (q: Question, seed: number, answer: Answer): Verdict | undefined => {
  try {
    return gradeAnswer(q, seed, answer).verdict;
  } catch (fault) {
    if (fault instanceof RuleError) return undefined;
    throw fault;
  }
};

const shownOf = ({ question, lang, point }: Props, seed: number) => {
  try {
    const known = { question, version: 1, ...(point ? { point: { id: 'point', name: point } } : {}) };
    return inLang(viewOf(known, seed), lang);
  } catch (fault) {
    if (fault instanceof RuleError) return undefined;
    throw fault;
  }
};

/** One run through a question: its answer and, once given, its verdict. */
const useRun = ({ question, lang }: Props) => {
  const shape = shapeOf(question);
  const [seed, setSeed] = useState(FIRST_SEED);
  const [run, setRun] = useState<{ shape: string; draft?: Answer; told?: boolean }>({ shape });
  const now = run.shape === shape ? run : { shape };
  const verdict =
    now.told === true && now.draft !== undefined ? judged(question, seed, now.draft) : undefined;
  return {
    seed,
    draft: now.draft,
    verdict: verdict === undefined ? undefined : inLang(verdict, lang),
    choose: (draft: Answer | undefined) => setRun(draft === undefined ? { shape } : { shape, draft }),
    commit: () => setRun((r) => ({ ...r, told: true })),
    again: () => {
      setSeed(seed + 1);
      setRun({ shape });
    },
    showKey: () => setRun({ shape, draft: rightAnswer(question, seed, lang), told: true }),
  };
};

/** A full question as a learner will see it, to be tried in place: shown, answered and marked as in play, recorded nowhere. */
export const QuestionPreview = (props: Props) => {
  const { question, lang, width, texts = PREVIEW_TEXTS[langNow()] } = props;
  const { seed, draft, verdict, choose, commit, again, showKey } = useRun(props);
  const view = shownOf(props, seed);
  return (
    <section className={`preview preview-${width}`} aria-label={texts.label}>
      <div className="preview-screen">
        {view === undefined ? (
          <p className="preview-broken">{texts.broken}</p>
        ) : (
          <I18nextProvider i18n={i18nIn(lang)}>
            <QuestionPanel
              key={`${seed} ${shapeOf(question)}`}
              quiet
              question={view}
              asking={`preview-${seed}`}
              draft={draft}
              verdict={verdict}
              onDraft={choose}
              onCommit={commit}
            />
          </I18nextProvider>
        )}
      </div>
      <div className="preview-acts">
        <Button look="mini" icon="counterclockwise-arrows-button" onClick={again}>
          {texts.again}
        </Button>
        {question.type !== 'description' && (
          <Button look="mini" icon="check-mark-button" onClick={showKey}>
            {texts.key}
          </Button>
        )}
      </div>
    </section>
  );
};
