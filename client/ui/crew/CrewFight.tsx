import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CREW_MS, type CrewView } from '../../../server/domain/api-crew.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { answerCrew } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { crewPlay, draftCrew, goOnCrew, paintedCrew } from '../../stores/crew.ts';
import { session } from '../../stores/session.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Icon } from '../parts/index.ts';
import { ExamTimer } from '../play/ExamTimer.tsx';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { QuestionPanel } from '../play/QuestionPanel.tsx';
import { Scene } from '../play/Scene.tsx';

type Props = { view: CrewView; island: string; label: string; onLeave: () => void };

/** The fight: the boss, everybody's bar, and one's own question. */
export const CrewFight = ({ view, island, label, onLeave }: Props) => {
  const t = useT('crew');
  const live = useStore(crewPlay, (s) => s.live);
  const offset = useStore(crewPlay, (s) => s.offset);
  return (
    <PlayFrame
      look="boss"
      label={label}
      onLeave={onLeave}
      bar={<Health view={view} />}
      count={
        view.endsAt !== undefined && (
          <ExamTimer endsAtTick={view.endsAt - offset} totalMs={CREW_MS} onOver={() => undefined} />
        )
      }
    >
      <Scene island={island} mood="dusk">
        <div className="boss-art boss-idle">
          <i className="boss-shadow" />
          <Picture name={view.boss.icon} size={240} />
        </div>
        <Bars view={view} />
      </Scene>
      {!live && (
        <p className="crew-note" role="status">
          {t('reconnecting')}
        </p>
      )}
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

/** What each one has done: damage as a bar, shields as a number. */
export const Bars = ({ view }: { view: CrewView }) => {
  const t = useT('crew');
  const me = useStore(session, (s) => s.me?.person.id);
  const most = Math.max(4, ...view.crew.map((m) => m.damage));
  return (
    <ul className="crew-bars" aria-label={t('board')}>
      {view.crew.map((m) => (
        <li key={m.id} className={`${m.id === me ? 'me' : ''}${m.online ? '' : ' away'}`}>
          <Avatar seed={m.avatar} size={36} />
          <b>{m.name}</b>
          <span className="crew-bar" role="img" aria-label={t('damage', { n: m.damage })}>
            <i style={{ width: `${(100 * m.damage) / most}%` }} />
            <em className="num">{m.damage}</em>
          </span>
          <span className="crew-shields" role="img" aria-label={t('shields', { n: m.shields })}>
            <Icon name="shield" size={22} />
            <span className="num">{m.shields}</span>
          </span>
          {!m.online && <small>{t('offline')}</small>}
        </li>
      ))}
    </ul>
  );
};

/** One's own question or verdict; without one, a word for those who watch. */
const Mine = ({ view }: { view: CrewView }) => {
  const t = useT('crew');
  const play = useT('play');
  const { draft, told, sending } = useStore(crewPlay);
  const [fault, setFault] = useState<string>();
  const question = told?.question ?? view.mine?.question;
  const asked = question?.id;
  useEffect(() => {
    if (asked !== undefined) setFault(undefined);
  }, [asked]);
  if (question === undefined)
    return <p className="crew-note">{t((view.mine?.shields ?? 0) > 0 ? 'me.done' : 'me.out')}</p>;
  const send = () => {
    setFault(undefined);
    answerCrew().catch((f: unknown) => setFault(faultOf(f)));
  };
  const damage = told?.damage ?? 0;
  const place = (view.mine?.answered ?? 0) + (told === undefined ? 1 : 0);
  return (
    <QuestionPanel
      question={question}
      asking={`${view.id}-${question.id}-${told === undefined ? (view.mine?.item ?? 0) : 'told'}`}
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
      nextLabel={play('next')}
      within={view.id}
      foot={fault !== undefined && <FaultNote code={fault} />}
      onDraft={draftCrew}
      onCommit={send}
      onNext={goOnCrew}
      onPainted={() => paintedCrew(performance.now())}
    />
  );
};
