import { App, Empty, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CohortBoard } from '../../../../server/domain/api-cohorts.ts';
import { placeMembers } from '../../../net/cohort.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { named } from './members.ts';

type Props = { board: CohortBoard; onBoard: (next: CohortBoard) => void; onClose: () => void };

/** Learners of the quest without a cohort: several are chosen and put in at once. */
export const PutIn = ({ board, onBoard, onClose }: Props) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const shown = named(board.others, words);
  const count = chosen.size;
  const turn = (people: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const p of people) on ? next.add(p) : next.delete(p);
    setChosen(next);
  };
  const put = (): void => {
    setBusy(true);
    placeMembers(board.cohort.id, [...chosen], true)
      .then(
        (next) => {
          void message.success(t('put.done', { count }));
          onBoard(next);
          onClose();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  const all = shown.map((p) => p.person);
  return (
    <Modal
      open
      title={t('put.title')}
      okText={t('put.do', { count })}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: count === 0 }}
      onOk={put}
      onCancel={onClose}
    >
      <p className="studio-note">{t('put.note')}</p>
      {board.others.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('put.none')} />
      ) : (
        <>
          <Input
            autoFocus
            allowClear
            aria-label={t('put.search')}
            placeholder={t('put.search')}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
          <label className="put-row is-all">
            <input
              type="checkbox"
              checked={all.length > 0 && all.every((p) => chosen.has(p))}
              onChange={(e) => turn(all, e.target.checked)}
            />
            {t('pick.all')}
          </label>
          <ul className="put-list">
            {shown.map((p) => (
              <li key={p.person}>
                <label className="put-row">
                  <input
                    type="checkbox"
                    checked={chosen.has(p.person)}
                    onChange={(e) => turn([p.person], e.target.checked)}
                  />
                  <span>{p.name}</span>
                  <small>{p.department}</small>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
};
