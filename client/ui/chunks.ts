import { type ComponentType, lazy } from 'react';

const AGAIN_MS = [500, 1000, 2000, 4000, 8000];
const wait = (ms: number): Promise<void> =>
  new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      removeEventListener('online', finish);
      done();
    };
    const timer = setTimeout(finish, ms);
    addEventListener('online', finish);
  });

type Load<T> = () => Promise<T>;

/** A chunk that could not be fetched is asked for again, for as long as the device is offline and a while longer. */
const again = async <T>(load: Load<T>): Promise<T> => {
  for (let n = 0; ; n += 1) {
    try {
      return await load();
    } catch (fault) {
      if (n >= AGAIN_MS.length && navigator.onLine) throw fault;
      await wait(AGAIN_MS[Math.min(n, AGAIN_MS.length - 1)] ?? 8000);
    }
  }
};

/** Some screens also open before anybody is aboard: the certificate, practice without a network. */
const withTexts = async <T>(load: Load<T>): Promise<T> => {
  const [module] = await Promise.all([again(load), again(() => import('../i18n/aboard.ts'))]);
  return module;
};

const warm: Load<unknown>[] = [];
/** A screen in a chunk of its own, with the texts of those who are aboard: `later(() => import('./Log.tsx'), (m) => m.Log)`. */
const later = <M, P>(load: Load<M>, pick: (module: M) => ComponentType<P>) => {
  warm.push(load);
  return lazy(() => withTexts(load).then((module) => ({ default: pick(module) })));
};

/** Everything behind the door: map, islands and the texts of all their screens. */
export const boarding = (): Promise<typeof import('./Aboard.tsx')> => again(() => import('./Aboard.tsx'));
export const Aboard = lazy(() => boarding().then((m) => ({ default: m.Aboard })));

export const Today = later(
  () => import('./Today.tsx'),
  (m) => m.Today,
);
export const Log = later(
  () => import('./Log.tsx'),
  (m) => m.Log,
);
export const Settings = later(
  () => import('./Settings.tsx'),
  (m) => m.Settings,
);
export const CardScreen = later(
  () => import('./play/index.tsx'),
  (m) => m.CardScreen,
);
export const AttemptScreen = later(
  () => import('./play/index.tsx'),
  (m) => m.AttemptScreen,
);
export const TalkScreen = later(
  () => import('./talk/TalkScreen.tsx'),
  (m) => m.TalkScreen,
);
export const AssignmentScreen = later(
  () => import('./assignment/AssignmentScreen.tsx'),
  (m) => m.AssignmentScreen,
);
export const SurveyScreen = later(
  () => import('./survey/SurveyScreen.tsx'),
  (m) => m.SurveyScreen,
);
export const DrillScreen = later(
  () => import('./play/index.tsx'),
  (m) => m.DrillScreen,
);
export const PracticeHub = later(
  () => import('./practice/index.tsx'),
  (m) => m.PracticeHub,
);
export const OfflineDrill = later(
  () => import('./practice/index.tsx'),
  (m) => m.OfflineDrill,
);
export const OfflineDoor = later(
  () => import('./practice/index.tsx'),
  (m) => m.OfflineDoor,
);
export const Credits = later(
  () => import('./programme/Credits.tsx'),
  (m) => m.Credits,
);
export const Messages = later(
  () => import('./programme/Messages.tsx'),
  (m) => m.Messages,
);
export const Ceremony = later(
  () => import('./programme/Ceremony.tsx'),
  (m) => m.Ceremony,
);
/** For anyone with its code: fetched when it is asked for. */
export const Certificate = lazy(() =>
  withTexts(() => import('./programme/Certificate.tsx')).then((m) => ({ default: m.Certificate })),
);
export const Thanks = lazy(() =>
  withTexts(() => import('./mall/Thanks.tsx')).then((m) => ({ default: m.Thanks })),
);
export const CrewScreen = later(
  () => import('./crew/CrewScreen.tsx'),
  (m) => m.CrewScreen,
);
export const BattleScreen = later(
  () => import('./battle/BattleScreen.tsx'),
  (m) => m.BattleScreen,
);
export const Hall = later(
  () => import('./hall/Hall.tsx'),
  (m) => m.Hall,
);
export const BattleResult = later(
  () => import('./hall/BattleResult.tsx'),
  (m) => m.BattleResult,
);
export const People = later(
  () => import('./people/People.tsx'),
  (m) => m.People,
);
export const Person = later(
  () => import('./people/Person.tsx'),
  (m) => m.Person,
);
export const Visit = later(
  () => import('./people/Visit.tsx'),
  (m) => m.Visit,
);
export const Chat = later(
  () => import('./chat/Chat.tsx'),
  (m) => m.Chat,
);
export const Asks = later(
  () => import('./kind/Asks.tsx'),
  (m) => m.Asks,
);
export const Reading = later(
  () => import('./kind/Reading.tsx'),
  (m) => m.Reading,
);
export const PursePage = later(
  () => import('./kind/PursePage.tsx'),
  (m) => m.PursePage,
);
export const Mall = later(
  () => import('./mall/Mall.tsx'),
  (m) => m.Mall,
);
export const Orders = later(
  () => import('./mall/Orders.tsx'),
  (m) => m.Orders,
);
export const Boards = later(
  () => import('./honours/Boards.tsx'),
  (m) => m.Boards,
);
export const Honours = later(
  () => import('./honours/Honours.tsx'),
  (m) => m.Honours,
);
export const Bill = later(
  () => import('./bill/BillPage.tsx'),
  (m) => m.BillPage,
);
export const Story = later(
  () => import('./bill/StoryPage.tsx'),
  (m) => m.StoryPage,
);
export const Skills = later(
  () => import('./skills/SkillsPage.tsx'),
  (m) => m.SkillsPage,
);
export const Rights = later(
  () => import('./rights/RightsPage.tsx'),
  (m) => m.RightsPage,
);
export const Traits = later(
  () => import('./rights/TraitsPage.tsx'),
  (m) => m.TraitsPage,
);
export const Seasons = later(
  () => import('./seasons/Seasons.tsx'),
  (m) => m.Seasons,
);
export const MePage = later(
  () => import('./MePage.tsx'),
  (m) => m.MePage,
);
/** For those who host or stand at the wall: fetched when they are asked for. */
export const HostScreen = lazy(() =>
  withTexts(() => import('./host/HostScreen.tsx')).then((m) => ({ default: m.HostScreen })),
);
export const Projector = lazy(() =>
  withTexts(() => import('./host/Projector.tsx')).then((m) => ({ default: m.Projector })),
);
export const Studio = lazy(() =>
  again(() => import('../studio/Studio.tsx')).then((m) => ({ default: m.Studio })),
);

/** Fetches the learners' screens before they are asked for, so that a lost network does not stand before them. */
export const warmUp = (): void => {
  for (const load of warm) load().catch(() => undefined);
};
