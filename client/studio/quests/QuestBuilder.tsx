import './quests.css';
import './builder.css';
import './builder-parts.css';
import { Alert, Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { QuestDraftView } from '../../../server/domain/api-quests.ts';
import { MOST_ISLANDS } from '../../../server/domain/quest.ts';
import { banksIn } from '../../../server/domain/quest-copy.ts';
import type { QuestFault } from '../../../server/domain/quest-faults.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { type Build, heldSpot, islandsOf, type Spot, stationAt } from './build.ts';
import { ChosenForm } from './ChosenForm.tsx';
import type { DraftKeeper, SaveState } from './draft-keeper.ts';
import { FaultList, focusField } from './FaultList.tsx';
import { liveFaults, spotOfFault } from './faults.ts';
import { FaultsContext } from './fields.tsx';
import { Head } from './Head.tsx';
import { Preview } from './Preview.tsx';
import { QuickStart } from './QuickStart.tsx';
import { Tree } from './Tree.tsx';
import { useActs } from './use-acts.tsx';
import { useDraft } from './use-draft.ts';
import { useSources } from './use-sources.ts';

/** Composes a quest without code: its islands and stations, the form of what is chosen, and how it will look. */
export const QuestBuilder = ({ me, quest }: { me: Me; quest: string }) => {
  const { view, build, save, fault, keeper } = useDraft(me.person.id, quest);
  const isReady = view !== undefined && build !== undefined;
  return (
    <Loaded ready={isReady} fault={fault} onRetry={() => void (isReady ? keeper.flush() : keeper.load())}>
      {isReady && <Desk view={view} build={build} save={save} keeper={keeper} />}
    </Loaded>
  );
};

const PANES = ['tree', 'form', 'preview'] as const;
type Pane = (typeof PANES)[number];
type Props = { view: QuestDraftView; build: Build; save: SaveState; keeper: DraftKeeper };

const Desk = ({ view, build, save, keeper }: Props) => {
  const t = useS('quests');
  const [spot, setSpot] = useState<Spot>({});
  const [pane, setPane] = useState<Pane>('tree');
  const [quick, setQuick] = useState(false);
  const named = useMemo(() => [...banksIn(build.definition)], [build.definition]);
  const sources = useSources(named);
  const faults = useMemo(
    () =>
      sources.isReady
        ? liveFaults(build, sources.known, { faults: view.faults, audience: view.audience.length })
        : undefined,
    [build, sources, view],
  );
  const here = heldSpot(build, spot);
  const isWide = stationAt(build, here)?.kind === 'scenario';
  const choose = (next: Spot): void => {
    setSpot(next);
    setPane('form');
  };
  const acts = useActs({ keeper, sources, choose, onQuick: () => setQuick(true), setSpot });
  const mend = (fault: QuestFault): void => {
    choose(spotOfFault(build, fault.path));
    setTimeout(() => focusField(fault.path), 60);
  };
  return (
    <FaultsContext value={faults ?? []}>
      <Head view={view} build={build} save={save} faults={faults} keeper={keeper} />
      {save === 'changed' && <Elsewhere keeper={keeper} />}
      {sources.fault !== undefined && <Alert type="error" showIcon title={sources.fault} />}
      <FaultList build={build} faults={faults} onGo={mend} />
      <Segmented
        block
        className="qb-panes"
        aria-label={t('tree')}
        value={pane}
        options={PANES.map((p) => ({ value: p, label: t(`tab.${p}`) }))}
        onChange={setPane}
      />
      <div className="qb" data-pane={pane} data-wide={isWide || undefined}>
        <Tree build={build} spot={here} faults={faults ?? []} acts={acts} />
        <div className="qb-form">
          {islandsOf(build).length === 0 && <Begin onQuick={() => setQuick(true)} onAdd={acts.addIsland} />}
          <ChosenForm view={view} build={build} spot={here} sources={sources} keeper={keeper} />
        </div>
        <Preview build={build} spot={here} onChoose={choose} />
      </div>
      {quick && (
        <QuickStart
          banks={sources.banks ?? []}
          room={MOST_ISLANDS - islandsOf(build).length}
          onBuild={keeper.change}
          onClose={() => setQuick(false)}
        />
      )}
    </FaultsContext>
  );
};

/** Somebody else has saved: whose state stands is the builder's choice. */
const Elsewhere = ({ keeper }: { keeper: DraftKeeper }) => {
  const t = useS('quests');
  return (
    <Alert
      type="warning"
      showIcon
      title={t('elsewhere.title')}
      description={t('elsewhere.note')}
      action={
        <span className="qb-look">
          <Button onClick={() => void keeper.settle('theirs')}>{t('elsewhere.theirs')}</Button>
          <Button type="primary" onClick={() => void keeper.settle('mine')}>
            {t('elsewhere.mine')}
          </Button>
        </span>
      }
    />
  );
};

const Begin = ({ onQuick, onAdd }: { onQuick: () => void; onAdd: () => void }) => {
  const t = useS('quests');
  return (
    <section className="qb-begin">
      <h2>{t('empty.title')}</h2>
      <p>{t('empty.note')}</p>
      <div className="qb-look">
        <Button type="primary" size="large" onClick={onQuick}>
          {t('quick')}
        </Button>
        <Button size="large" onClick={onAdd}>
          {t('add.island')}
        </Button>
      </div>
    </section>
  );
};
