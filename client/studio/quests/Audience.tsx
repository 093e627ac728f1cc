import { Alert, Modal, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { StudioPeople } from '../../../server/domain/api.ts';
import type { QuestSummary } from '../../../server/domain/api-quests.ts';
import { setAudience } from '../../net/quests.ts';
import { loadStudio } from '../../net/studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { leaveByTab } from '../parts/leave-by-tab.ts';
import { treeOf } from '../people/tree.ts';

type Seen = Pick<QuestSummary, 'id' | 'audience'>;
type Kind = 'everyone' | 'department' | 'person';

/** Who may see a quest, in few words. */
export const useAudienceText = () => {
  const t = useS('quests');
  return (audience: QuestSummary['audience']): string => {
    if (audience.length === 0) return t('audience.nobody');
    if (audience.some((a) => a.kind === 'everyone')) return t('audience.everyone');
    return audience.map((a) => a.name).join('、');
  };
};

/** What has to be called for a list of holders to become another one. */
const changesOf = (kind: Kind, before: readonly string[], after: readonly string[]) => [
  ...after.filter((h) => !before.includes(h)).map((holder) => ({ kind, holder, add: true })),
  ...before.filter((h) => !after.includes(h)).map((holder) => ({ kind, holder, add: false })),
];

const holders = (audience: QuestSummary['audience'], kind: Kind): string[] =>
  audience.filter((a) => a.kind === kind).map((a) => a.holder);

type Props = { quest: Seen; onChange: (next: QuestSummary) => void; onClose: () => void };

/** Opens a quest to everyone, or to departments and people; every choice counts at once. */
export const Audience = ({ quest, onChange, onClose }: Props) => {
  const t = useS('quests');
  const ts = useS('shell');
  const [people, setPeople] = useState<StudioPeople>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isAll = quest.audience.some((a) => a.kind === 'everyone');
  const [some, setSome] = useState(!isAll);
  useEffect(() => {
    loadStudio().then(setPeople, (f: unknown) => setFault(faultLine(f)));
  }, []);
  const apply = async (changes: ReturnType<typeof changesOf>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      for (const change of changes) onChange(await setAudience({ quest: quest.id, ...change }));
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const everyone = (all: boolean): void => {
    setSome(!all);
    if (all !== isAll) void apply([{ kind: 'everyone', holder: '', add: all }]);
  };
  const list = (kind: 'department' | 'person', options: { value: string; label: string }[]) => (
    <Select
      mode="multiple"
      onInputKeyDown={leaveByTab}
      aria-label={t(kind === 'department' ? 'audience.departments' : 'audience.people')}
      placeholder={t(kind === 'department' ? 'audience.departments' : 'audience.people')}
      showSearch={{ optionFilterProp: 'label' }}
      loading={people === undefined || busy}
      value={holders(quest.audience, kind)}
      options={options}
      onChange={(next: string[]) => void apply(changesOf(kind, holders(quest.audience, kind), next))}
    />
  );
  return (
    <Modal
      open
      title={t('audience')}
      okText={ts('done')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
    >
      <div className="qb-audience">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        <Segmented
          aria-label={t('audience')}
          value={some ? 'some' : 'all'}
          options={[
            { value: 'all', label: t('audience.everyone') },
            { value: 'some', label: t('audience.some') },
          ]}
          onChange={(v) => everyone(v === 'all')}
        />
        {some &&
          list(
            'department',
            treeOf(people?.departments ?? []).map((d) => ({ value: d.id, label: d.path })),
          )}
        {some &&
          list(
            'person',
            (people?.people ?? []).map((p) => ({ value: p.id, label: p.name })),
          )}
        <p className="qb-hint">{t('audience.note')}</p>
      </div>
    </Modal>
  );
};
