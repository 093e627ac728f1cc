import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CREW_MS, type CrewView } from '../../../server/domain/api-crew.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { answerCrew } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { type CrewTold, crewPlay, draftCrew, goOnCrew, paintedCrew } from '../../stores/crew.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Icon } from '../parts/index.ts';
import { ExamTimer } from '../play/ExamTimer.tsx';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { QuestionPanel } from '../play/QuestionPanel.tsx';
import { Scene } from '../play/Scene.tsx';
import { draftOf } from '../play/use-question.ts';
import { Bars } from './Bars.tsx';
import { useCrewResponses } from './use-crew-responses.ts';

type Props = { view: CrewView; island: string; label: string; onLeave: () => void };

/** The fight: the boss, everybody's bar, and one's own question. */
export const CrewFight = ({ view, island, label, onLeave }: Props) => {
  const t = useT('crew');
  const live = useStore(crewPlay, (s) => s.live);
  const offset = useStore(crewPlay, (s) => s.offset);
  useCrewResponses();
  return (
    <PlayFrame
      look="boss"
      label={label}
      onLeave={onLeave}
      bar={<Health view={view} />}
      count={
        view.status === 'fighting' &&
        view.endsAt !== undefined && (
          <ExamTimer
            endsAtTick={view.endsAt - offset}
            totalMs={CREW_MS}
            overText={t('time.over')}
            onOver={() => undefined}
          />
        )
      }
    >
      <Scene island={island} mood="dusk">
        <Fighter view={view} />
        <Bars view={view} look="fight" />
        {!live && (
          <p className="crew-lost" role="status">
            {t('reconnecting')}
          </p>
        )}
      </Scene>
      <Mine view={view} />
    </PlayFrame>
  );
};

const Health = ({ view }: { view: CrewView }) => {
  const t = useT('crew');
  return (
    <div className="boss-health">
      <b lang={pickedLang(view.boss.name)}>{pick(view.boss.name)}</b>
      <div
        className="crew-hp"
        role="progressbar"
        aria-label={t('hp')}
        aria-valuenow={view.hp}
        aria-valuemin={0}
        aria-valuemax={view.maxHp}
      >
        <i style={{ width: `${(100 * view.hp) / Math.max(1, view.maxHp)}%` }} />
      </div>
      <span className="num">
        {view.hp}
        <small>/{view.maxHp}</small>
      </span>
    </div>
  );
};

/** The boss takes everybody's blows, with the face of who struck beside the number. */
const Fighter = ({ view }: { view: CrewView }) => {
  const t = useT('play');
  const blow = useStore(crewPlay, (s) => s.blow);
  const damage = blow?.damage ?? 0;
  const mood =
    view.hp === 0
      ? 'beaten'
      : blow === undefined
        ? 'idle'
        : damage > 1
          ? 'crit'
          : damage > 0
            ? 'hit'
            : 'strike';
  const by = view.crew.find((m) => m.id === blow?.by);
  return (
    <div className={`boss-art crew-boss boss-${mood}`} key={blow?.n ?? 0}>
      <i className="boss-shadow" />
      <Picture name={view.boss.icon} size={240} />
      {damage > 0 && (
        <span className="boss-damage num" aria-hidden="true">
          -{damage}
          {by !== undefined && <small>{damage > 1 ? `${by.name} ${t('boss.crit.word')}` : by.name}</small>}
        </span>
      )}
    </div>
  );
};

/** Below the scene: one's own question or verdict; without one, a word for those who watch. */
const Mine = ({ view }: { view: CrewView }) => {
  const told = useStore(crewPlay, (s) => s.told);
  const question = told?.question ?? view.mine?.question;
  if (question === undefined) return <Watching out={(view.mine?.shields ?? 0) <= 0} />;
  return <Asked key={question.id} view={view} told={told} question={question} />;
};

const Watching = ({ out }: { out: boolean }) => {
  const t = useT('crew');
  return (
    <section className="panel crew-watch" role="status">
      <div className="panel-card">
        <Icon name={out ? 'shield' : 'check-mark-button'} size={44} />
        <p>{t(out ? 'me.out' : 'me.done')}</p>
      </div>
    </section>
  );
};

type AskedProps = {
  view: CrewView;
  told: CrewTold | undefined;
  question: CrewTold['question'];
};

const Asked = ({ view, told, question }: AskedProps) => {
  const t = useT('crew');
  const play = useT('play');
  const draft = useStore(crewPlay, (s) => s.draft);
  const sending = useStore(crewPlay, (s) => s.sending);
  const live = useStore(crewPlay, (s) => s.live);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    if (live) setFault(undefined);
  }, [live]);
  const send = () => {
    setFault(undefined);
    answerCrew().catch((f: unknown) => setFault(faultOf(f)));
  };
  const damage = told?.damage ?? 0;
  const answered = view.mine?.answered ?? 0;
  const place = told === undefined ? answered + 1 : answered;
  const over = view.status !== 'fighting';
  return (
    <QuestionPanel
      question={question}
      asking={`${view.id}-${place}`}
      draft={told?.answer ?? draft}
      verdict={told?.verdict}
      sending={sending}
      badge={<b className="num">{told === undefined ? place : damage > 0 ? `-${damage}` : '✕'}</b>}
      gain={
        told !== undefined && (
          <span className="gain">
            {damage > 1 ? t('crit', { n: damage }) : damage > 0 ? t('hit', { n: damage }) : t('miss')}
          </span>
        )
      }
      nextLabel={over ? play('boss.end') : play('next')}
      within={view.id}
      foot={fault !== undefined && <FaultNote code={fault} />}
      onDraft={(answer) => {
        draftOf(question, draft)(answer);
        draftCrew(answer);
      }}
      onCommit={send}
      onNext={goOnCrew}
      onPainted={() => paintedCrew(performance.now())}
    />
  );
};
