import { ExportOutlined, LeftOutlined } from '@ant-design/icons';
import { App, Button, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import type { QuestDraftView } from '../../../server/domain/api-quests.ts';
import { Quest } from '../../../server/domain/quest.ts';
import type { QuestFault } from '../../../server/domain/quest-faults.ts';
import { listOf as joined } from '../../i18n/index.ts';
import { exportQuest, publishQuest, startPreview } from '../../net/quests.ts';
import { go } from '../../stores/screen.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import type { Build } from './build.ts';
import type { DraftKeeper, SaveState } from './draft-keeper.ts';
import { nameIn } from './names.ts';

type Props = {
  view: QuestDraftView;
  build: Build;
  save: SaveState;
  faults: readonly QuestFault[] | undefined;
  keeper: DraftKeeper;
};

/** Name, state and what can be done with the whole quest. */
export const Head = ({ view, build, save, faults, keeper }: Props) => {
  const t = useS('quests');
  return (
    <header className="studio-head qb-head">
      <Button type="text" icon={<LeftOutlined />} onClick={() => goTo({ name: 'quests' })}>
        {t('back')}
      </Button>
      <h1>{nameIn(build.definition.name) || t('unnamed')}</h1>
      <p>
        <Tag color={view.state === 'live' ? 'green' : 'default'}>{t(`state.${view.state}`)}</Tag>
        {view.version > 0 && <Tag>{t('version', { n: view.version })}</Tag>}
        <span className={`qb-save is-${save}`} role="status">
          {t(`save.${save}`)}
        </span>
      </p>
      <Actions view={view} build={build} save={save} faults={faults} keeper={keeper} />
    </header>
  );
};

/** Runs one action at a time on what has been saved, and says what went wrong. */
const useActs = (keeper: DraftKeeper) => {
  const { message } = App.useApp();
  const [busy, setBusy] = useState<string>();
  const run = async (name: string, act: () => Promise<void>): Promise<void> => {
    setBusy(name);
    try {
      if (await keeper.flush()) await act();
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, run, message };
};

const Actions = ({ view, build, save, faults, keeper }: Props) => {
  const t = useS('quests');
  const { modal } = App.useApp();
  const { busy, run, message } = useActs(keeper);
  const blocked =
    faults === undefined
      ? t('faults.checking')
      : faults.length > 0
        ? t('publish.blocked', { n: faults.length })
        : save === 'saved' && view.version > 0 && !view.changed
          ? t('publish.same')
          : undefined;
  const unplayable = Quest.safeParse(build.definition).success ? undefined : t('play.blocked');
  const publish = (): void =>
    void run('publish', async () => {
      const { view: now } = keeper.store.getState();
      if (now === undefined) return;
      const sure = await modal.confirm({
        title: t('publish.ask', { n: now.version + 1 }),
        content: <Meaning view={now} />,
        okText: t('publish'),
      });
      if (!sure) return;
      const said = await publishQuest(now.id, now.rev);
      keeper.tell(said);
      void message.success(t('publish.done', { n: said.version }));
    });
  const play = (): void =>
    void run('play', async () => {
      await startPreview(view.id);
      go({ name: 'map' });
    });
  const takeOut = (): void =>
    void run('export', async () => {
      await exportQuest(view.id);
      void message.success(t('exported'));
    });
  return (
    <div className="studio-actions">
      <Button icon={<ExportOutlined />} loading={busy === 'export'} onClick={takeOut}>
        {t('export')}
      </Button>
      <Reasoned reason={unplayable} usual={t('play.note')}>
        <Button loading={busy === 'play'} disabled={unplayable !== undefined} onClick={play}>
          {t('play')}
        </Button>
      </Reasoned>
      <Reasoned reason={blocked}>
        <Button
          type="primary"
          loading={busy === 'publish'}
          disabled={blocked !== undefined}
          onClick={publish}
        >
          {t('publish')}
        </Button>
      </Reasoned>
    </div>
  );
};

/** A button that says why it cannot be pressed. */
const Reasoned = ({
  reason,
  usual,
  children,
}: {
  reason: string | undefined;
  usual?: string;
  children: React.ReactNode;
}) => (
  <Tooltip title={reason ?? usual}>
    <span>
      {children}
      {reason !== undefined && <span className="sr-only">{reason}</span>}
    </span>
  </Tooltip>
);

/** What publishing means for those who are under way and those who come later. */
const Meaning = ({ view }: { view: QuestDraftView }) => {
  const t = useS('quests');
  const learners = view.cohorts.reduce((n, c) => n + c.learners, 0);
  const names = view.audience.map((a) => (a.kind === 'everyone' ? t('audience.everyone') : a.name));
  return (
    <>
      {view.version === 0 && <p>{t('publish.first', { audience: joined(names) })}</p>}
      {learners > 0 && <p>{t('publish.running', { learners })}</p>}
      {view.version > 0 && <p>{t('publish.new')}</p>}
    </>
  );
};
