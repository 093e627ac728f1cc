import { App, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { LrsSave, LrsView } from '../../../server/domain/api-open.ts';
import { saveLrs } from '../../net/open.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';

type Props = { target: LrsView | undefined; onClose: () => void; onSaved: (list: LrsView[]) => void };

/** Where statements go. The password is written only: it is never shown again. */
export const LrsForm = ({ target, onClose, onSaved }: Props) => {
  const t = useS('data');
  const { message } = App.useApp();
  const [name, setName] = useState(target?.name ?? '');
  const [url, setUrl] = useState(target?.url ?? 'https://');
  const [username, setUsername] = useState(target?.username ?? '');
  const [password, setPassword] = useState('');
  const [everything, setEverything] = useState(target?.everything ?? false);
  const [from, setFrom] = useState<'all' | 'now'>('all');
  const [busy, setBusy] = useState(false);
  const ready =
    name.trim() !== '' && url.length > 8 && username !== '' && (target !== undefined || password !== '');
  const save = async (): Promise<void> => {
    setBusy(true);
    const body: LrsSave = {
      name: name.trim(),
      url: url.trim(),
      username,
      everything,
      ...(password === '' ? {} : { password }),
      ...(target === undefined ? { from } : { id: target.id }),
    };
    try {
      onSaved(await saveLrs(body));
    } catch (fault) {
      void message.error(faultLine(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t(target === undefined ? 'lrs.add' : 'lrs.edit')}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready, loading: busy, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="data-form">
        <Labelled label={t('lrs.name')}>
          <Input size="large" maxLength={60} value={name} onChange={(e) => setName(e.target.value)} />
        </Labelled>
        <Labelled label={t('lrs.url')}>
          <Input size="large" inputMode="url" value={url} onChange={(e) => setUrl(e.target.value)} />
        </Labelled>
        <Labelled label={t('lrs.username')}>
          <Input
            size="large"
            autoComplete="off"
            value={username}
            onChange={(e) => setUsername(e.target.value)}
          />
        </Labelled>
        <Labelled label={t(target === undefined ? 'lrs.password' : 'lrs.password.keep')}>
          <Input.Password
            size="large"
            autoComplete="new-password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        </Labelled>
        <Checkbox checked={everything} onChange={(e) => setEverything(e.target.checked)}>
          {t('lrs.everything')}
        </Checkbox>
        {target === undefined && (
          <Radio.Group
            aria-label={t('lrs.from')}
            value={from}
            onChange={(e) => setFrom(e.target.value as 'all' | 'now')}
            options={[
              { value: 'all', label: t('lrs.from.all') },
              { value: 'now', label: t('lrs.from.now') },
            ]}
          />
        )}
      </div>
    </Modal>
  );
};
