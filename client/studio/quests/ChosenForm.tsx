import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { QuestDraftView } from '../../../server/domain/api-quests.ts';
import { type Draft, fieldsOf, putAt, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import {
  type Build,
  cardNamed,
  freeCheckId,
  islandAt,
  kindOf,
  pathOfSpot,
  putIsland,
  putStation,
  type Spot,
  stationAt,
} from './build.ts';
import { CardForm } from './CardForm.tsx';
import type { DraftKeeper } from './draft-keeper.ts';
import { IslandForm } from './IslandForm.tsx';
import { nameIn } from './names.ts';
import { StationForm } from './StationForm.tsx';
import { SurveyResults } from './station/SurveyResults.tsx';
import { creditsIn } from './station/station-credits.ts';
import type { Sources } from './use-sources.ts';
import { WholeForm } from './WholeForm.tsx';

type Props = { view: QuestDraftView; build: Build; spot: Spot; sources: Sources; keeper: DraftKeeper };

/** The form of what is chosen in the tree: the quest, an island, or a station with its card. */
export const ChosenForm = ({ view, build, spot, sources, keeper }: Props) => {
  const t = useS('quests');
  const island = islandAt(build, spot);
  const station = stationAt(build, spot);
  const path = pathOfSpot(spot);
  const credits = useMemo(() => creditsIn(build), [build]);
  if (spot.island === undefined || island === undefined)
    return (
      <>
        <h2>{t('tree.quest')}</h2>
        <WholeForm
          view={view}
          definition={build.definition}
          onChange={(definition) => keeper.change((b) => ({ ...b, definition }))}
          onAudience={({ audience }) => keeper.tell({ audience })}
        />
      </>
    );
  const at = spot.island;
  if (station === undefined)
    return (
      <IslandForm
        key={stringOf(island.id)}
        build={build}
        at={at}
        island={island}
        sources={sources}
        onChange={(next) => keeper.change((b) => putIsland(b, at, next))}
      />
    );
  const bank = sources.known.get(stringOf(station.bank) || stringOf(island.bank));
  const card = kindOf(station) === 'card' ? cardNamed(build, station.card) : -1;
  return (
    <div key={stringOf(station.id)} className="qb-station">
      <h2>{t(`kind.${kindOf(station)}`)}</h2>
      {kindOf(station) === 'survey' && view.version > 0 && <Results station={station} />}
      <StationForm
        path={path}
        station={station}
        sources={sources}
        bank={bank}
        credits={credits.get(stringOf(station.id))}
        onChange={(next) => keeper.change((b) => putStation(b, spot, next))}
      />
      {card >= 0 && (
        <CardForm
          path={`cards.${card}`}
          card={fieldsOf(build.cards[card])}
          frame={bank?.frame}
          checkId={freeCheckId(build)}
          onChange={(next) => keeper.change((b) => ({ ...b, cards: putAt(b.cards, card, next) }))}
        />
      )}
    </div>
  );
};

/** The way to what a published survey said. */
const Results = ({ station }: { station: Draft }) => {
  const t = useS('station');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('results')}</Button>
      {open && (
        <SurveyResults
          station={stringOf(station.id)}
          name={nameIn(station.name)}
          survey={fieldsOf(station.survey)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};
