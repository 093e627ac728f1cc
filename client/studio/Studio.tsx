import './parts/tags.css';
import './studio.css';
import { App as AntApp, ConfigProvider, Grid } from 'antd';
import en_US from 'antd/locale/en_US';
import zh_CN from 'antd/locale/zh_CN';
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Me } from '../../server/domain/api.ts';
import { lang } from '../i18n/index.ts';
import { screen } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { isReduced, settings } from '../stores/settings.ts';
import { Fault } from '../ui/Fault.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { type Place, placeOf } from './place.ts';
import { Side } from './Side.tsx';
import { themeFor } from './theme.ts';

const page = <M, P>(load: () => Promise<M>, pick: (m: M) => ComponentType<P>) =>
  lazy(() => load().then((m) => ({ default: pick(m) })));
const Banks = page(
  () => import('./banks/Banks.tsx'),
  (m) => m.Banks,
);
const BankPage = page(
  () => import('./banks/BankPage.tsx'),
  (m) => m.BankPage,
);
const Editor = page(
  () => import('./editor/Editor.tsx'),
  (m) => m.Editor,
);
const ImportPage = page(
  () => import('./importing/ImportPage.tsx'),
  (m) => m.ImportPage,
);
const MediaPage = page(
  () => import('./media/MediaPage.tsx'),
  (m) => m.MediaPage,
);
const Marking = page(
  () => import('./marking/Marking.tsx'),
  (m) => m.Marking,
);
const Quests = page(
  () => import('./quests/Quests.tsx'),
  (m) => m.Quests,
);
const QuestBuilder = page(
  () => import('./quests/QuestBuilder.tsx'),
  (m) => m.QuestBuilder,
);
const Cohorts = page(
  () => import('./cohorts/Cohorts.tsx'),
  (m) => m.Cohorts,
);
const Board = page(
  () => import('./cohorts/board/Board.tsx'),
  (m) => m.Board,
);
const BattleReports = page(
  () => import('./battles/BattleReports.tsx'),
  (m) => m.BattleReports,
);
const BattlePage = page(
  () => import('./battles/BattlePage.tsx'),
  (m) => m.BattlePage,
);
const PeoplePage = page(
  () => import('./people/PeoplePage.tsx'),
  (m) => m.PeoplePage,
);
const CarePage = page(
  () => import('./care/CarePage.tsx'),
  (m) => m.CarePage,
);
const MallPage = page(
  () => import('./mall/MallPage.tsx'),
  (m) => m.MallPage,
);
const Awards = page(
  () => import('./awards/Awards.tsx'),
  (m) => m.Awards,
);
const AwardPage = page(
  () => import('./awards/AwardPage.tsx'),
  (m) => m.AwardPage,
);
const SeasonsPage = page(
  () => import('./seasons/SeasonsPage.tsx'),
  (m) => m.SeasonsPage,
);
const Insight = page(
  () => import('./insight/Insight.tsx'),
  (m) => m.Insight,
);
const Reach = page(
  () => import('./reach/Reach.tsx'),
  (m) => m.Reach,
);
const SkillsStudio = page(
  () => import('./skills/SkillsStudio.tsx'),
  (m) => m.SkillsStudio,
);
const DataPage = page(
  () => import('./data/DataPage.tsx'),
  (m) => m.DataPage,
);

/** The trainers' console: banks, media, marking, quests, cohorts, battles, people. */
export const Studio = () => {
  useTranslation();
  const me = useStore(session, (s) => s.me);
  const path = useStore(screen, (s) => (s.name === 'studio' ? (s.path ?? '') : ''));
  const reduced = isReduced(useStore(settings));
  const phone = Grid.useBreakpoint().md === false;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (path !== '' && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path]);
  if (me === undefined) return null;
  const place = placeOf(path);
  return (
    <ConfigProvider
      locale={lang() === 'zh' ? zh_CN : en_US}
      button={{ autoInsertSpace: false }}
      getPopupContainer={() => document.getElementById('ui') ?? document.body}
      theme={themeFor(phone, !reduced)}
    >
      <AntApp className="studio" message={{ maxCount: 3 }}>
        <Side place={place} phone={phone} />
        <section ref={main} tabIndex={-1} className="studio-main">
          <Fence key={place.name}>
            <Suspense fallback={<Waiting />}>
              <Page place={place} me={me} />
            </Suspense>
          </Fence>
        </section>
      </AntApp>
    </ConfigProvider>
  );
};

/** A page that fails leaves the navigation standing. */
class Fence extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render() {
    if (!this.state.failed) return this.props.children;
    return <Fault code="server.fault" onRetry={() => this.setState({ failed: false })} />;
  }
}

const Page = ({ place, me }: { place: Place; me: Me }): ReactNode => {
  switch (place.name) {
    case 'people':
      return <PeoplePage me={me} />;
    case 'care':
      return <CarePage />;
    case 'mall':
      return <MallPage />;
    case 'awards':
      return <Awards />;
    case 'award':
      return <AwardPage key={place.award} award={place.award} />;
    case 'seasons':
      return <SeasonsPage />;
    case 'insight':
      return <Insight me={me} tab={place.tab} />;
    case 'reach':
      return <Reach me={me} tab={place.tab} />;
    case 'skills':
      return <SkillsStudio />;
    case 'data':
      return <DataPage me={me} tab={place.tab} />;
    case 'bank':
      return <BankPage key={place.bank} me={me} bank={place.bank} tab={place.tab} />;
    case 'question':
      return <Editor key={place.question} me={me} bank={place.bank} question={place.question} />;
    case 'import':
      return <ImportPage key={place.bank} me={me} bank={place.bank} stage={place.stage} />;
    case 'media':
      return <MediaPage me={me} />;
    case 'marking':
      return <Marking me={me} />;
    case 'quests':
      return <Quests me={me} />;
    case 'quest':
      return <QuestBuilder key={place.quest} me={me} quest={place.quest} />;
    case 'cohorts':
      return <Cohorts me={me} />;
    case 'cohort':
      return <Board key={place.cohort} me={me} cohort={place.cohort} />;
    case 'battles':
      return <BattleReports me={me} />;
    case 'battle':
      return <BattlePage key={place.battle} me={me} battle={place.battle} />;
    default:
      return <Banks me={me} />;
  }
};
