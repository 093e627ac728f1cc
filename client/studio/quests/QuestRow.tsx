import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import type { QuestSummary } from '../../../server/domain/api-quests.ts';
import { dayAndTime, number } from '../../i18n/index.ts';
import { archiveQuest, exportQuest } from '../../net/quests.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import { Audience, useAudienceText } from './Audience.tsx';
import { nameIn } from './names.ts';

type Props = { quest: QuestSummary; onChange: (next: QuestSummary) => void };

/** One quest of the list: what it is, who is on which version, who may see it. */
export const QuestRow = ({ quest, onChange }: Props) => {
  const t = useS('quests');
  const [asking, setAsking] = useState(false);
  const audience = useAudienceText();
  const { islands, stations } = quest;
  const open = (): void => goTo({ name: 'quest', quest: quest.id });
  return (
    <article className={`quest-row is-${quest.state}`}>
      <button type="button" className="quest-open" onClick={open}>
        <Icon name={quest.state === 'live' ? 'world-map' : 'scroll'} size={40} />
        <span>
          <strong>{nameIn(quest.name) || t('unnamed')}</strong>
          <small>{t('size', { islands: number(islands), stations: number(stations) })}</small>
        </span>
      </button>
      <p className="quest-tags">
        <Tag color={quest.state === 'live' ? 'green' : 'default'}>{t(`state.${quest.state}`)}</Tag>
        {quest.version > 0 && <Tag>{t('version', { n: quest.version })}</Tag>}
        {quest.changed && quest.version > 0 && <Tag color="gold">{t('changed')}</Tag>}
      </p>
      <p className="quest-cohorts">
        {quest.cohorts.length === 0
          ? t('cohort.none')
          : quest.cohorts.map((c) => (
              <span key={c.version}>{t('cohort', { n: number(c.learners), version: c.version })}</span>
            ))}
      </p>
      <p className="quest-audience">
        <span>
          {t('audience')}: {audience(quest.audience)}
        </span>
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {t('audience.change')}
          <span className="sr-only"> · {nameIn(quest.name)}</span>
        </Button>
      </p>
      <time className="quest-time" dateTime={new Date(quest.updatedAt).toISOString()}>
        {dayAndTime(quest.updatedAt)}
      </time>
      <More quest={quest} onChange={onChange} onOpen={open} />
      {asking && <Audience quest={quest} onChange={onChange} onClose={() => setAsking(false)} />}
    </article>
  );
};

const More = ({ quest, onChange, onOpen }: Props & { onOpen: () => void }) => {
  const t = useS('quests');
  const { message, modal } = App.useApp();
  const name = nameIn(quest.name) || t('unnamed');
  const isArchived = quest.state === 'archived';
  const run = async (act: () => Promise<string>): Promise<void> => {
    try {
      void message.success(await act());
    } catch (f) {
      void message.error(faultLine(f));
    }
  };
  const archive = async (): Promise<void> => {
    const about = { title: t('archive.ask', { name }), content: t('archive.note'), okText: t('archive') };
    if (!isArchived && !(await modal.confirm(about))) return;
    await run(async () => {
      onChange(await archiveQuest(quest.id, !isArchived));
      return t(isArchived ? 'restore.done' : 'archive.done');
    });
  };
  const acts: Record<string, () => void> = {
    open: onOpen,
    export: () => void run(async () => exportQuest(quest.id).then(() => t('exported'))),
    archive: () => void archive(),
  };
  return (
    <Dropdown
      classNames={{ root: 'qb-menu' }}
      trigger={['click']}
      menu={{
        items: [
          { key: 'open', label: t('open') },
          { key: 'export', label: t('export') },
          { key: 'archive', label: t(isArchived ? 'restore' : 'archive') },
        ],
        onClick: ({ key }) => acts[key]?.(),
      }}
    >
      <Button type="text" className="quest-more" icon={<MoreOutlined />} aria-label={t('more', { name })} />
    </Dropdown>
  );
};
