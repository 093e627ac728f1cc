import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import type { BattleView, QuestionNotice } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { answerBattle } from '../../net/battle.ts';
import { battlePlay, draftBattle, isHosted, isPendingHere, paintedBattle } from '../../stores/battle.ts';
import { useFaultText } from '../fault-text.ts';
import { Icon } from '../parts/index.ts';
import { isComplete } from '../play/draft.ts';
import { Flame } from '../play/PracticeScreen.tsx';
import { QuestionPanel } from '../play/QuestionPanel.tsx';
import { playCue } from '../sound.ts';
import { Cheers } from './Cheers.tsx';
import { Onward, ReceiptButton } from './Onward.tsx';
import { Seagull } from './Seagull.tsx';
import { Tally } from './Tally.tsx';
import { TimerRing } from './TimerRing.tsx';
import { type Moment, useMoment } from './use-moment.ts';

/** Typed answers make no sound with every key, and no change of mind. */
const TYPED: readonly string[] = ['short', 'numeric', 'cloze', 'essay'];

/** The question of the round, from reading to reveal. */
export const Asked = ({ view }: { view: BattleView }) => {
  const moment = useMoment();
  if (view.question === undefined) return null;
  return <Question view={view} asked={view.question} moment={moment} />;
};

type Props = { view: BattleView; asked: QuestionNotice; moment: Moment };

/** What has been given so far, and whether it may still be given or changed. */
const useHand = ({ view, asked, moment }: Props) => {
  const draft = useStore(battlePlay, (s) => s.draft);
  const pending = useStore(battlePlay, (s) => (isPendingHere(s) ? s.pending : undefined));
  const open = view.phase === 'question' && moment === 'open' && !view.paused;
  const given = view.receipt?.answer ?? pending?.answer;
  const { question } = asked;
  // A whole answer that was only not confirmed is handed in with the last second.
  useEffect(() => {
    if (moment !== 'over' || view.phase !== 'question' || given !== undefined) return;
    if (draft !== undefined && isComplete(question, draft)) answerBattle(draft);
  }, [moment, view.phase, given, draft, question]);
  return { draft: given ?? draft, given, open };
};

const Question = (props: Props) => {
  const { view, asked } = props;
  const { question } = asked;
  const { draft, given, open } = useHand(props);
  const { reveal } = view;
  const told = reveal !== undefined;
  const tallies = reveal?.counts ?? [];
  const right = view.seats.filter((seat) => reveal?.rafts?.find((r) => r.id === seat.id)?.ok === true);
  const isRight = (choice: number | boolean) => tallies.some((c) => c.right && c.choice === String(choice));
  return (
    <QuestionPanel
      question={question}
      asking={`${view.info.id}-${asked.round}-${asked.nth}`}
      draft={told && given === undefined ? undefined : draft}
      verdict={reveal?.verdict}
      shut={!open}
      settled={useSettled(props, given !== undefined)}
      badge={told ? <Points view={view} /> : <Clock {...props} />}
      aside={<Run view={view} />}
      foot={<Foot view={view} />}
      gain={told && <Gained view={view} />}
      toldAs={useToldAs(view, given !== undefined)}
      onward={<Onward view={view} />}
      beside={
        told
          ? (choice) => <Tally counts={tallies} choice={choice} faces={isRight(choice) ? right : []} />
          : undefined
      }
      within={view.info.id}
      onDraft={(answer) => {
        const typed = TYPED.includes(question.type);
        if (!typed) playCue('select');
        draftBattle(answer, !typed && isComplete(question, draft));
      }}
      onCommit={() => {
        const now = battlePlay.getState().draft ?? draft;
        if (now !== undefined) answerBattle(now);
      }}
      onPainted={() => paintedBattle(performance.now())}
    />
  );
};

/** The time that is left. Once the question is closed a sign in its place; so it is for who has answered where a host
 * calls the steps, because nobody tells them when all have answered. */
const Clock = ({ view, asked, moment }: Props) => {
  const waits = view.receipt !== undefined && isHosted(view);
  const runs = view.phase === 'question' && !waits;
  if (runs || view.paused) return <TimerRing question={asked} moment={moment} />;
  return (
    <b className="rest-ring">
      <Icon name="hourglass-not-done" size={36} />
    </b>
  );
};

/** Where the answer is, once it is given or the question is closed. */
const useSettled = ({ view, moment }: Props, given: boolean): ReactNode => {
  const t = useT('battle');
  const live = useStore(battlePlay, (s) => s.live);
  const talk = useStore(battlePlay, (s) => s.talk !== undefined);
  const closed = view.phase === 'closed' || moment === 'over';
  if (view.receipt !== undefined)
    return (
      <div className="settled">
        <Icon name="check-mark-button" size={24} />
        <span>{closed ? t(talk ? 'sent.talk' : 'closed') : t('sent.wait')}</span>
        <ReceiptButton view={view} />
      </div>
    );
  if (given)
    return (
      <div className="settled settled-way">
        <Icon name="outbox-tray" size={24} />
        <span>{t(live ? 'sent.way' : 'sent.kept')}</span>
      </div>
    );
  if (closed)
    return (
      <div className="settled settled-none">
        <Icon name="hourglass-not-done" size={24} />
        <span>{t('closed.none')}</span>
      </div>
    );
  if (view.paused)
    return (
      <div className="settled settled-none">
        <Icon name="pause-button" size={24} />
        <span>{t('paused')}</span>
      </div>
    );
  return undefined;
};

/** The result in words where right or wrong would not be fair: no answer, not counted, skipped. */
const useToldAs = (view: BattleView, given: boolean): string | undefined => {
  const t = useT('battle');
  const text = useFaultText();
  const refused = useStore(battlePlay, (s) =>
    s.refused?.round === view.question?.round && s.refused?.nth === view.question?.nth
      ? s.refused?.code
      : undefined,
  );
  const { reveal } = view;
  if (reveal === undefined) return undefined;
  if (reveal.skipped) return t('told.skipped');
  if (refused !== undefined && reveal.mine?.answered !== true) return text(refused);
  return reveal.mine?.answered === true || given ? undefined : t('told.none');
};

const Points = ({ view }: { view: BattleView }) => (
  <b className="points-ring num">+{view.reveal?.mine?.points ?? 0}</b>
);

const Run = ({ view }: { view: BattleView }) => {
  const run = useStore(battlePlay, (s) => s.mine?.streak ?? 0);
  const broken = view.reveal?.mine !== undefined && !view.reveal.mine.ok;
  return <Flame run={run} broken={broken && run === 0} />;
};

const Foot = ({ view }: { view: BattleView }) => (
  <>
    <Cheers />
    <Seagull view={view} />
  </>
);

/** Beside the verdict: what it brought in this mode. */
const Gained = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const outAt = useStore(battlePlay, (s) => s.outAt);
  const { reveal } = view;
  const mine = reveal?.mine;
  if (mine === undefined || reveal?.skipped === true) return null;
  const raft = reveal?.rafts?.find((r) => r.id === view.me?.id);
  const floats = view.info.mode === 'survival' && raft !== undefined && !raft.out;
  const facts = [
    floats ? t('told.logs', { count: raft.logs }) : '',
    raft?.out === true && outAt === reveal?.round ? t('told.out') : '',
    mine.coins === undefined ? '' : t('told.coins', { n: mine.coins }),
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? null : <span className="gain">{facts.join(' · ')}</span>;
};
