import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { BankView } from '../../../server/domain/api-bank.ts';
import { listOf, pick } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import type { Build } from './build.ts';
import { isEnough, quickStart, type Source } from './quick-start.ts';
import { loadKnown } from './use-sources.ts';

const MOST = 6;
const LEAST_READY = 3;

type Props = {
  banks: readonly BankView[];
  /** Islands there is room for. */
  room: number;
  onBuild: (change: (build: Build) => Build) => void;
  onClose: () => void;
};

const sourceOf = async (bank: BankView): Promise<Source> => {
  const { points, ready } = await loadKnown(bank.id);
  return { id: bank.id, name: bank.name, points, ready };
};

/** Chooses banks and lays out an island of each. */
export const QuickStart = ({ banks, room, onBuild, onClose }: Props) => {
  const t = useS('quests');
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const most = Math.min(MOST, room);
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const picked = chosen.flatMap((id) => banks.filter((b) => b.id === id));
      const sources = await Promise.all(picked.map(sourceOf));
      const left = sources.filter((s) => !isEnough(s));
      if (left.length > 0) return setFault(t('quick.left', { names: listOf(left.map((s) => pick(s.name))) }));
      onBuild((build) => quickStart(build, sources, Math.random));
      onClose();
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('quick')}
      okText={t('quick.make', { n: chosen.length })}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={busy}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <p className="qb-hint">{t('quick.note')}</p>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      <Checkbox.Group className="qb-banks" value={chosen} onChange={setChosen}>
        {banks.map((b) => {
          const isFew = b.counts.ready < LEAST_READY;
          const isFull = chosen.length >= most && !chosen.includes(b.id);
          return (
            <Checkbox key={b.id} value={b.id} disabled={isFew || isFull}>
              {pick(b.name)} <small>{isFew ? t('quick.few') : t('quick.ready', { n: b.counts.ready })}</small>
            </Checkbox>
          );
        })}
      </Checkbox.Group>
    </Modal>
  );
};
