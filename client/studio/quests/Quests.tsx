import './quests.css';
import { Button, Empty, Upload } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { QuestSummary } from '../../../server/domain/api-quests.ts';
import { number } from '../../i18n/index.ts';
import { importQuest, loadQuests } from '../../net/quests.ts';
import { useS } from '../i18n/index.ts';
import { chosenOf } from '../importing/files.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import { NewQuest } from './NewQuest.tsx';
import { QuestRow } from './QuestRow.tsx';

/** Every quest of the company: the one changed last first, what is archived at the end. */
const inOrder = (quests: readonly QuestSummary[]): QuestSummary[] =>
  quests.toSorted(
    (a, b) => Number(a.state === 'archived') - Number(b.state === 'archived') || b.updatedAt - a.updatedAt,
  );

export const Quests = (_: { me: Me }) => {
  const t = useS('quests');
  const { value: quests, fault, reload, setValue } = useLoaded(useCallback(() => loadQuests(), []));
  const [making, setMaking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const take = async (file: File): Promise<void> => {
    setRefused(undefined);
    try {
      const [chosen] = await chosenOf([file]);
      if (chosen !== undefined) goTo({ name: 'quest', quest: (await importQuest(chosen.base64)).id });
    } catch (f) {
      setRefused(faultLine(f));
    }
  };
  const change = (next: QuestSummary): void =>
    setValue((all) => all?.map((q) => (q.id === next.id ? { ...q, ...next } : q)));
  const live = quests?.filter((q) => q.state === 'live').length ?? 0;
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        {quests !== undefined && <p>{t('lead', { n: number(quests.length), live: number(live) })}</p>}
        <div className="studio-actions">
          <Upload
            accept=".zip"
            showUploadList={false}
            beforeUpload={(file) => {
              void take(file);
              return Upload.LIST_IGNORE;
            }}
          >
            <Button>{t('import')}</Button>
          </Upload>
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('new')}
          </Button>
        </div>
      </header>
      <Loaded
        ready={quests !== undefined}
        fault={refused ?? fault}
        onRetry={() => (refused ? setRefused(undefined) : reload())}
      >
        {quests?.length === 0 && <Empty description={t('none')} />}
        <ul className="quest-rows">
          {inOrder(quests ?? []).map((q) => (
            <li key={q.id}>
              <QuestRow quest={q} onChange={change} />
            </li>
          ))}
        </ul>
      </Loaded>
      {making && <NewQuest quests={quests ?? []} onClose={() => setMaking(false)} />}
    </>
  );
};
