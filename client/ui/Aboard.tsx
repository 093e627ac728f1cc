import '../i18n/aboard.ts';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { loadQuest } from '../net/quest.ts';
import { islandOf, quest, stationOf } from '../stores/quest.ts';
import { go, pathOf, type Screen } from '../stores/screen.ts';
import { isReduced, settings } from '../stores/settings.ts';
import { world } from '../stores/world.ts';
import { followChatNews } from './chat/news.ts';
import {
  Asks,
  AssignmentScreen,
  AttemptScreen,
  BattleResult,
  BattleScreen,
  Bill,
  Boards,
  CardScreen,
  Ceremony,
  Chat,
  Credits,
  CrewScreen,
  DrillScreen,
  Hall,
  Honours,
  HostScreen,
  Log,
  Mall,
  MePage,
  Messages,
  OfflineDrill,
  Orders,
  People,
  Person,
  PracticeHub,
  Projector,
  PursePage,
  Reading,
  Rights,
  Seasons,
  Settings,
  Skills,
  Story,
  Studio,
  SurveyScreen,
  TalkScreen,
  Today,
  Traits,
  Visit,
  warmUp,
} from './chunks.ts';
import { choiceOf } from './drill.ts';
import { Fault } from './Fault.tsx';
import { Guide } from './Guide.tsx';
import { CeremonyQueue } from './honours/CeremonyQueue.tsx';
import { IslandScreen } from './IslandScreen.tsx';
import { GiftShower } from './kind/GiftShower.tsx';
import { MapScreen } from './MapScreen.tsx';
import { useMarked } from './marked.ts';
import { hasNav, Nav } from './Nav.tsx';
import { PlainIsland } from './PlainIsland.tsx';
import { PlainMap } from './PlainMap.tsx';
import { showWaves } from './peers.ts';
import { followPeople } from './people/news.ts';
import { Shore } from './Shore.tsx';
import { Waiting } from './Waiting.tsx';
import { type MountWorld, World } from './World.tsx';

/** After this the first screen has what it needs, and the others are fetched. */
const WARM_MS = 3000;

/** Somebody plays: needs the voyage before anything can be shown. */
export const Aboard = ({ me, now, mountWorld }: { me: Me; now: Screen; mountWorld: MountWorld }) => {
  useMarked();
  useEffect(showWaves, []);
  useEffect(followPeople, []);
  useEffect(followChatNews, []);
  const view = useStore(quest, (s) => s.view);
  const fault = useStore(quest, (s) => s.fault);
  const choices = useStore(settings);
  const failed = useStore(world, (s) => s.failed);
  const plain = choices.plain || failed;
  const drawn = now.name === 'map' || now.name === 'island' || now.name === 'visit';
  useEffect(() => {
    // A battle brings the canvas to its band and lets it go again by itself.
    if (plain || !(drawn || world.getState().scene === 'battle')) world.hide();
  }, [drawn, plain]);
  useEffect(() => {
    const timer = setTimeout(warmUp, WARM_MS);
    return () => clearTimeout(timer);
  }, []);
  const main = useRef<HTMLElement>(null);
  const path = pathOf(now);
  useEffect(() => {
    if (path !== '' && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path]);
  if (view === undefined)
    return fault === undefined ? (
      <Shore calm>
        <Waiting />
      </Shore>
    ) : (
      <Fault code={fault} onRetry={() => void loadQuest()} />
    );
  return (
    <>
      {!plain && <World mount={mountWorld} reduced={isReduced(choices)} />}
      <main ref={main} tabIndex={-1} className={`screen screen-${now.name}`}>
        <Stage me={me} view={view} now={now} plain={plain} />
      </main>
      {hasNav(now) && <Nav />}
      {now.name === 'map' && <Guide />}
      <CeremonyQueue at={now.name} />
      <GiftShower />
    </>
  );
};

type StageProps = { me: Me; view: QuestView; now: Screen; plain: boolean };

/** The switch on the screen's name. */
const Stage = ({ me, view, now, plain }: StageProps): ReactNode => {
  switch (now.name) {
    case 'map':
      return plain ? <PlainMap me={me} view={view} /> : <MapScreen me={me} view={view} />;
    case 'today':
      return <Today view={view} />;
    case 'log':
      return <Log view={view} />;
    case 'settings':
      return <Settings me={me} />;
    case 'credits':
      return <Credits view={view} />;
    case 'ceremony':
      return <Ceremony me={me} />;
    case 'messages':
      return <Messages view={view} />;
    case 'island':
      return <IslandStage me={me} view={view} id={now.island} plain={plain} />;
    case 'card':
    case 'attempt':
      return <StationStage view={view} now={now} />;
    case 'practice':
      return <PracticeHub quest={view} />;
    case 'drill':
      return <DrillStage key={pathOf(now)} view={view} now={now} />;
    case 'crew':
      return <CrewScreen island={now.island} station={now.station} crew={now.crew} />;
    case 'battles':
      return <Hall me={me} view={view} />;
    case 'battle':
      return now.as === undefined ? (
        <BattleScreen battle={now.battle} />
      ) : (
        <Projector battle={now.battle} as={now.as} />
      );
    case 'host':
      return <HostScreen battle={now.battle} />;
    case 'battle-result':
      return <BattleResult battle={now.battle} replay={now.replay === true} />;
    case 'me':
      return <MePage me={me} view={view} />;
    case 'people':
      return <People />;
    case 'person':
      return <Person me={me} key={now.person} person={now.person} />;
    case 'visit':
      return <Visit key={now.person} person={now.person} />;
    case 'chat':
      return <Chat me={me} channel={now.channel} />;
    case 'asks':
      return <Asks me={me} ask={now.ask} />;
    case 'reading':
      return <Reading me={me} />;
    case 'purse':
      return <PursePage />;
    case 'mall':
      return <Mall me={me} />;
    case 'orders':
      return <Orders />;
    case 'boards':
      return <Boards me={me} />;
    case 'honours':
      return <Honours me={me} />;
    case 'seasons':
      return <Seasons me={me} />;
    case 'bill':
      return <Bill me={me} key={now.bill ?? ''} bill={now.bill} />;
    case 'story':
      return <Story me={me} key={now.year} year={now.year} />;
    case 'skills':
      return <Skills me={me} />;
    case 'rights':
      return <Rights me={me} />;
    case 'traits':
      return <Traits />;
    case 'studio':
      return me.person.role === 'learner' ? <Fault code="auth.forbidden" /> : <Studio />;
    default:
      return (
        <Shore calm>
          <Waiting />
        </Shore>
      );
  }
};

const IslandStage = ({ me, view, id, plain }: { me: Me; view: QuestView; id: string; plain: boolean }) => {
  const island = islandOf(view, id);
  if (island === undefined) return <Fault code="not_found" />;
  if (island.state === 'locked') return <Fault code="island.locked" />;
  return plain ? (
    <PlainIsland view={view} island={island} />
  ) : (
    <IslandScreen key={id} me={me} view={view} island={island} />
  );
};

type DrillProps = { view: QuestView; now: Extract<Screen, { name: 'drill' }> };

/** A warm-up leads back to its exam, every other set to the hub. */
const DrillStage = ({ view, now }: DrillProps) => {
  const choice = useMemo(() => choiceOf(now), [now]);
  if (now.purpose === 'offline') return <OfflineDrill />;
  if (choice === undefined) return <Fault code="not_found" />;
  if (choice.purpose !== 'warm-up') return <DrillScreen choice={choice} />;
  const island = view.islands.find((i) => i.stations.some((s) => s.id === choice.station));
  const toExam = (): void =>
    go(
      island === undefined
        ? { name: 'practice' }
        : { name: 'attempt', island: island.id, station: choice.station },
    );
  return <DrillScreen choice={choice} onLeave={toExam} />;
};

type StationProps = { view: QuestView; now: Extract<Screen, { station: string }> };

/** A card and an attempt share one address; the station's kind decides. */
const StationStage = ({ view, now }: StationProps) => {
  const ghost = now.name === 'attempt' ? now.ghost : undefined;
  const kind = stationOf(view, now.station)?.kind;
  useEffect(() => {
    if (kind === 'card' && now.name === 'attempt' && ghost === undefined)
      go({ name: 'card', island: now.island, station: now.station }, true);
  }, [kind, now, ghost]);
  if (kind === undefined) return <Fault code="station.unknown" />;
  if (kind === 'card' && ghost === undefined)
    return <CardScreen key={now.station} island={now.island} station={now.station} />;
  if (ghost === undefined && kind === 'scenario')
    return <TalkScreen key={now.station} station={now.station} />;
  if (ghost === undefined && kind === 'assignment')
    return <AssignmentScreen key={now.station} station={now.station} />;
  if (ghost === undefined && kind === 'survey')
    return <SurveyScreen key={now.station} station={now.station} />;
  return (
    <AttemptScreen
      key={now.station + (ghost ?? '')}
      island={now.island}
      station={now.station}
      ghost={ghost}
    />
  );
};
