import { type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import type { Answer, QuestionView, Verdict } from '../../../server/domain/answer.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import type { Gain } from '../../stores/practice.ts';
import { settings } from '../../stores/settings.ts';
import { Button, Key } from '../parts/index.ts';
import { AnswerArea } from './answers/AnswerArea.tsx';
import { isComplete, startingDraft } from './draft.ts';
import { LETTERS } from './KeyBadge.tsx';
import { Clock } from './Notes.tsx';
import { Stem } from './Stem.tsx';
import { isControl, useKeys } from './use-keys.ts';
import { Told, VerdictPanel } from './VerdictPanel.tsx';

type Props = {
  question: QuestionView;
  /** Changes with every asking, also when the same question comes again. */
  asking: string;
  draft: Answer | undefined;
  verdict?: Verdict | undefined;
  /** Committed, the verdict is on its way. */
  sending?: boolean;
  /** The answers can be read and not chosen: their time has not come, or stands still. */
  shut?: boolean;
  /** Handed in and not told yet: stands in place of the confirm button. */
  settled?: ReactNode;
  /** An exam saves as you go: there is no confirm button, and tiles never answer at once. */
  autosave?: boolean;
  /** A preview beside other work: no shortcuts, the focus stays where it is, nothing is recorded. */
  quiet?: boolean;
  /** In the round badge left of the question. */
  badge?: ReactNode;
  /** At the right end of the question card, for example the run. */
  aside?: ReactNode;
  mark?: ReactNode;
  /** Below the answers while asking: hint, notes, exam controls. */
  foot?: ReactNode;
  gain?: ReactNode;
  /** The level that the answer led to. */
  mastery?: Gain | undefined;
  within?: string | undefined;
  nextLabel?: string;
  /** Where others decide when it goes on: stands in place of the button to the next question. */
  onward?: ReactNode;
  /** The result in a few words, where right or wrong does not say it. */
  toldAs?: string | undefined;
  /** At the end of each tile. */
  beside?: ((choice: number | boolean) => ReactNode) | undefined;
  onDraft: (answer: Answer | undefined) => void;
  onCommit: () => void;
  onNext?: () => void;
  onPainted?: () => void;
};

/** What is chosen, whether it can be handed in, and handing it in. */
const useAnswering = (props: Props) => {
  const { question, verdict, sending = false, autosave = false, quiet = false, onDraft, onCommit } = props;
  const { shut = false, settled } = props;
  const shortcuts = useStore(settings, (s) => s.shortcuts) && !quiet;
  const oneTap = useStore(settings, (s) => !s.confirmAnswer) && !autosave;
  const draft = props.draft ?? startingDraft(question);
  const complete = isComplete(question, draft);
  const locked = sending || shut || settled !== undefined || verdict !== undefined;
  const commitNow = () => {
    if (locked) return;
    if (props.draft === undefined && draft !== undefined) onDraft(draft);
    onCommit();
  };
  useKeys(!locked && !autosave && !quiet, (event) => {
    if (event.key !== 'Enter' || !complete || isControl(event.target)) return;
    event.preventDefault();
    commitNow();
  });
  const letterKeys: 'all' | 'digits' | 'none' = !shortcuts ? 'none' : autosave ? 'digits' : 'all';
  return { draft, complete, locked, oneTap, shortcuts, letterKeys, commitNow };
};

/** One question of any type with its answers, verdict and explanation; shared by cards, practice, exam and boss. */
export const QuestionPanel = (props: Props) => {
  const { question, asking, verdict, onNext } = props;
  const t = useT('play');
  const id = useId();
  const { draft, complete, locked, oneTap, shortcuts, letterKeys, commitNow } = useAnswering(props);
  return (
    <section className={`panel${verdict === undefined ? '' : ' panel-told'}`} aria-labelledby={id}>
      <QuestionCard key={asking} {...props} id={id} />
      <AnswerArea
        key={`answers-${asking}`}
        question={question}
        draft={draft}
        verdict={verdict}
        locked={locked}
        oneTap={oneTap}
        labelledBy={id}
        letterKeys={letterKeys}
        keepAs={props.quiet === true ? undefined : asking}
        beside={props.beside}
        onDraft={props.onDraft}
        onCommit={() => (complete || oneTap ? commitNow() : undefined)}
      />
      {verdict !== undefined && props.quiet === true ? (
        <Told question={question} verdict={verdict} />
      ) : verdict !== undefined && (onNext !== undefined || props.onward !== undefined) ? (
        <VerdictPanel
          question={question}
          verdict={verdict}
          within={props.within}
          nextLabel={props.nextLabel ?? t('next')}
          gain={props.gain}
          mastery={props.mastery}
          shortcuts={shortcuts}
          toldAs={props.toldAs}
          onward={props.onward}
          onNext={onNext}
        />
      ) : (
        <footer className="panel-foot">
          {props.foot}
          {props.settled ??
            (props.autosave !== true && (
              <Confirm
                question={question}
                complete={complete && props.shut !== true}
                sending={props.sending === true}
                oneTap={oneTap}
                onCommit={commitNow}
              />
            ))}
        </footer>
      )}
    </section>
  );
};

const QuestionCard = ({ question, badge, mark, aside, onPainted, quiet, id }: Props & { id: string }) => {
  const t = useT('play');
  return (
    <header className="panel-card">
      {badge !== undefined && <div className="panel-badge">{badge}</div>}
      <div className="panel-question">
        <p className="panel-over">
          {t(`type.${question.type}`)}
          {question.point !== undefined && (
            <>
              <span aria-hidden="true"> · </span>
              <span lang={pickedLang(question.point.name)}>{pick(question.point.name)}</span>
            </>
          )}
          {mark}
        </p>
        <Stem
          id={id}
          body={question.type === 'cloze' ? t('cloze.head') : pick(question.stem)}
          lang={question.type === 'cloze' ? undefined : pickedLang(question.stem)}
          onPainted={onPainted}
          quiet={quiet === true}
        />
      </div>
      {aside !== undefined && <div className="panel-aside">{aside}</div>}
    </header>
  );
};

type ConfirmProps = {
  question: QuestionView;
  complete: boolean;
  sending: boolean;
  oneTap: boolean;
  onCommit: () => void;
};

const LABELS: Partial<Record<QuestionView['type'], 'description.on' | 'essay.send'>> = {
  description: 'description.on',
  essay: 'essay.send',
};

/** The confirm button; where one tap answers it appears only after a choice by key. */
const Confirm = ({ question, complete, sending, oneTap, onCommit }: ConfirmProps) => {
  const t = useT('play');
  const tiles = question.type === 'single' || question.type === 'true-false';
  if (tiles && oneTap && !complete)
    return <KeyHint n={question.type === 'single' ? question.options.length : 2} />;
  return (
    <Button
      look="cta"
      className="confirm"
      aria-disabled={!complete || sending || undefined}
      onClick={complete && !sending ? onCommit : undefined}
    >
      {sending && <Clock />}
      {sending ? t('sent') : t(LABELS[question.type] ?? 'confirm')}
      <Key>Enter</Key>
    </Button>
  );
};

const KeyHint = ({ n }: { n: number }) => {
  const t = useT('play');
  const shortcuts = useStore(settings, (s) => s.shortcuts);
  return (
    <p className="key-hint" aria-hidden="true">
      {shortcuts && (
        <>
          <Key>{n > 9 ? 'A' : '1'}</Key>–<Key>{n > 9 ? (LETTERS[n - 1] ?? 'Z') : String(n)}</Key>{' '}
          {t('hint.pick')}
        </>
      )}
      <Key>Enter</Key> {t('hint.confirm')}
    </p>
  );
};
