import { Fragment, useCallback, useEffect, useRef, useState } from 'react';
import type { BattleResultView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { playAgain, resultOf } from '../../net/battles.ts';
import { infoOf } from '../../net/host.ts';
import { loadQuest } from '../../net/quest.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { Gone } from '../battle/Gone.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Button, Phrases } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { playCue } from '../sound.ts';
import { Awards } from './Awards.tsx';
import { againOf } from './again.ts';
import { enterBattle } from './enter.ts';
import { Missed, Practise } from './Missed.tsx';
import { Gain, Own } from './Own.tsx';
import { Places, placesOf, useRights } from './Places.tsx';
import { Glory, Podium, standsOf } from './Podium.tsx';
import { Replay } from './Replay.tsx';
import { SendChallenge } from './SendChallenge.tsx';
import { Teams } from './Teams.tsx';
import { useAct } from './use-act.ts';
import { titleOf } from './words.ts';
import '../play/play.css';
import '../play/result.css';
import './hall-forms.css';
import './battle-result.css';
import './podium.css';

const toHall = (): void => go({ name: 'battles' });

/** A battle that is over: the podium and what it brought, or with `replay` question by question. */
export const BattleResult = ({ battle, replay }: { battle: string; replay: boolean }) =>
  replay ? <Replay key={battle} battle={battle} /> : <Result key={battle} battle={battle} />;

/** A battle without a result: was it called off before it began? */
const useCalledOff = (battle: string, fault: string | undefined): boolean => {
  const [off, setOff] = useState(false);
  useEffect(() => {
    if (fault !== 'battle.phase') return;
    infoOf(battle).then(
      (info) => setOff(info.status === 'void'),
      () => undefined,
    );
  }, [battle, fault]);
  return off;
};

const Result = ({ battle }: { battle: string }) => {
  const t = useT('hall');
  const { value, fault, load } = useLoaded(useCallback(() => resultOf(battle), [battle]));
  useEffect(() => {
    void loadQuest();
  }, []);
  const off = useCalledOff(battle, fault);
  if (value !== undefined) return <Heroes view={value} />;
  if (off) return <Gone reason="called_off" />;
  return fault === undefined ? (
    <Loading label={t('result.loading')} onLeave={toHall} />
  ) : (
    <Fault code={fault} onRetry={load} onLeave={toHall} leaveLabel={t('back')} />
  );
};

/** One line that says how it went for me. */
const useVerdictLine = ({ battle, mine }: BattleResultView): string => {
  const t = useT('hall');
  const rights = useRights();
  if (battle.status === 'void') return t('result.void');
  if (mine === undefined) return t('result.done');
  if (!battle.rules.ranking) return rights(mine);
  if (battle.solo === true) return t('result.alone');
  const duel = battle.mode === 'duel' || mine.rank === 1 || mine.outcome === 'left';
  return duel ? t(`result.${mine.outcome}`) : t('result.place', { rank: mine.rank });
};

/** On a phone it does not fit in one line; Han letters are twice as wide. */
const widthOf = (title: string): number =>
  [...title].reduce((width, c) => width + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
/** What is wider goes into two lines: on a phone, and on every screen. */
const LONG = 20;
const LONGER = 28;
const longOf = (title: string): string => {
  const width = widthOf(title);
  return width > LONGER ? ' heroes-longer' : width > LONG ? ' heroes-long' : '';
};

/** "Cup · Law : Sales" breaks after its signs before it breaks inside a name. */
const piecesOf = (title: string): string[] => title.split(/(?<=\s[·:])\s/u);

const Title = ({ of, heroes }: { of: string; heroes: boolean }) => {
  const t = useT('hall');
  return (
    <>
      <span className="heroes-part">
        {piecesOf(of).map((piece) => (
          <Fragment key={piece}>
            <span className="heroes-piece">
              <Phrases text={piece} />
            </span>{' '}
          </Fragment>
        ))}
      </span>
      {heroes && <span className="heroes-dot"> · </span>}
      {heroes && (
        <span className="heroes-part">
          <Phrases text={t('result.title')} />
        </span>
      )}
    </>
  );
};

const Heroes = ({ view }: { view: BattleResultView }) => {
  const t = useT('hall');
  const { battle, mine } = view;
  const line = useVerdictLine(view);
  const head = useRef<HTMLHeadingElement>(null);
  const stands = standsOf(view);
  const places = placesOf(view, stands.length);
  const heroes = stands.length > 0 && battle.solo !== true;
  const title = heroes ? `${titleOf(battle)} · ${t('result.title')}` : titleOf(battle);
  const won = mine?.outcome === 'win' && battle.status === 'done';
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    if (won) playCue('victory');
    announce(`${title} ${line}`);
  }, [won, title, line]);
  return (
    <PlayFrame look="result" label={title} onLeave={toHall} leaveLabel={t('back')}>
      <div className="heroes">
        <div className="heroes-in">
          <div className="heroes-first">
            {stands.length > 0 && <Glory />}
            <h1 ref={head} tabIndex={-1} className={`heroes-title${longOf(title)}`}>
              <Title of={titleOf(battle)} heroes={heroes} />
            </h1>
            <p className="heroes-line">{line}</p>
            {stands.length > 0 && <Podium stands={stands} />}
            {places.length > 0 && <Places rows={places} me={mine?.id} boats={battle.mode === 'race'} />}
          </div>
          <More view={view} />
        </div>
        <Onward view={view} />
      </div>
    </PlayFrame>
  );
};

/** Everything beyond the podium: my own battle, awards, teams, what to learn from it. */
const More = ({ view }: { view: BattleResultView }) => {
  const t = useT('hall');
  const { battle, mine, rows, teams } = view;
  return (
    <div className="heroes-more">
      {battle.solo === true && battle.status === 'done' && mine !== undefined && (
        <SendChallenge battle={battle.id} />
      )}
      {mine !== undefined && <Own mine={mine} ranking={battle.rules.ranking && battle.solo !== true} />}
      {battle.rules.ranking && <Awards rows={rows} me={mine?.id} />}
      {battle.rules.ranking && teams.length > 0 && <Teams teams={teams} mine={mine?.team} />}
      {mine !== undefined && battle.status !== 'void' && <Missed missed={mine.missed} />}
      {mine !== undefined && mine.practise.length > 0 && <Practise list={mine.practise} />}
      <Button
        look="soft"
        wide
        icon="video-camera"
        onClick={() => go({ name: 'battle-result', battle: battle.id, replay: true })}
      >
        {t('replay')}
      </Button>
    </div>
  );
};

const Onward = ({ view }: { view: BattleResultView }) => {
  const t = useT('hall');
  const { busy, fault, run } = useAct();
  const again = againOf(view);
  const onGo = (): void => {
    if (busy) return;
    if (again.kind === 'go') go(again.screen);
    else
      run(playAgain(again.battle), (battle) => {
        if (again.others) say(t('result.again.made'), { icon: 'handshake', tone: 'good' });
        enterBattle(battle);
      });
  };
  return (
    <div className="heroes-foot">
      <FaultNote code={fault} />
      <Gain
        mine={view.mine}
        label={t(again.kind === 'again' ? 'result.again' : again.label)}
        busy={busy}
        onGo={onGo}
      />
    </div>
  );
};
