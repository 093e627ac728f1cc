import { Alert, Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { BankView } from '../../../server/domain/api-bank.ts';
import { saveBank } from '../../net/bank.ts';
import { loadStudio } from '../../net/studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { type Placed, treeOf } from '../people/tree.ts';

type Props = { bank?: BankView; onClose: () => void; onSaved: (bank: BankView) => void };

/** Name and owner of a bank, new or known. */
export const BankForm = ({ bank, onClose, onSaved }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [zh, setZh] = useState(bank?.name.zh ?? '');
  const [en, setEn] = useState(bank?.name.en ?? '');
  const [department, setDepartment] = useState(bank?.department ?? '');
  const [tree, setTree] = useState<Placed[]>([]);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    loadStudio().then(
      (s) => setTree(treeOf(s.departments)),
      (f: unknown) => setFault(faultLine(f)),
    );
  }, []);
  const save = async (): Promise<void> => {
    const name = {
      ...(zh.trim() === '' ? {} : { zh: zh.trim() }),
      ...(en.trim() === '' ? {} : { en: en.trim() }),
    };
    if (Object.keys(name).length === 0) return setFault(t('name.need'));
    setBusy(true);
    try {
      const about = { name, department: department || null };
      onSaved(await saveBank({ ...about, ...(bank === undefined ? {} : { bank: bank.id }) }));
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={bank === undefined ? t('new.title') : (bank.name.zh ?? bank.name.en)}
      okText={ts('save')}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="bank-form">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        <Input
          addonBefore={t('name.zh')}
          aria-label={t('name.zh')}
          value={zh}
          maxLength={80}
          onChange={(e) => setZh(e.target.value)}
          onPressEnter={() => void save()}
        />
        <Input
          addonBefore={t('name.en')}
          aria-label={t('name.en')}
          value={en}
          maxLength={80}
          onChange={(e) => setEn(e.target.value)}
          onPressEnter={() => void save()}
        />
        <span>{t('department')}</span>
        <Select
          aria-label={t('department')}
          value={department}
          onChange={setDepartment}
          options={[
            { value: '', label: t('department.company') },
            ...tree.map((d) => ({ value: d.id, label: d.path })),
          ]}
        />
      </div>
    </Modal>
  );
};
