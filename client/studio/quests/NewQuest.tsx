import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { QuestSummary } from '../../../server/domain/api-quests.ts';
import { createQuest } from '../../net/quests.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import { nameIn } from './names.ts';

/** Name of a new quest, and whether it begins empty or as a copy. */
export const NewQuest = ({ quests, onClose }: { quests: readonly QuestSummary[]; onClose: () => void }) => {
  const t = useS('quests');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [from, setFrom] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const make = async (): Promise<void> => {
    const name = {
      ...(zh.trim() === '' ? {} : { zh: zh.trim() }),
      ...(en.trim() === '' ? {} : { en: en.trim() }),
    };
    if (Object.keys(name).length === 0) return setFault(t('name.need'));
    setBusy(true);
    try {
      goTo({ name: 'quest', quest: (await createQuest(name, from || undefined)).id });
    } catch (f) {
      setFault(faultLine(f));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('new')}
      okText={t('new.make')}
      confirmLoading={busy}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <div className="qb-audience">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        <Input
          autoFocus
          aria-label={t('name.zh')}
          placeholder={t('name.zh')}
          maxLength={60}
          value={zh}
          onChange={(e) => setZh(e.target.value)}
          onPressEnter={() => void make()}
        />
        <Input
          aria-label={t('name.en')}
          placeholder={t('name.en')}
          maxLength={60}
          value={en}
          onChange={(e) => setEn(e.target.value)}
          onPressEnter={() => void make()}
        />
        <span>{t('new.from')}</span>
        <Select
          aria-label={t('new.from')}
          value={from}
          onChange={setFrom}
          options={[
            { value: '', label: t('new.empty') },
            ...quests.map((q) => ({ value: q.id, label: t('new.copy', { name: nameIn(q.name) }) })),
          ]}
        />
      </div>
    </Modal>
  );
};
