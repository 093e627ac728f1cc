import { App } from 'antd';
import { useState } from 'react';
import type { Policy } from '../../../server/domain/policy.ts';
import { loadPolicy, savePolicy } from '../../net/care.ts';
import { faultOf } from '../../net/fault.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

/** Saves the rules; when somebody was faster, theirs come on the page and nothing of them is lost. */
export const usePolicy = (policy: Policy, onSaved: (policy: Policy) => void) => {
  const t = useS('care');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const save = async (next: Policy): Promise<void> => {
    setBusy(true);
    try {
      onSaved(await savePolicy(policy, next));
      void message.success(t('saved'));
    } catch (fault) {
      if (faultOf(fault) === 'policy.changed') {
        onSaved(await loadPolicy());
        void message.warning(t('changed'));
      } else void message.error(faultLine(fault));
    } finally {
      setBusy(false);
    }
  };
  return { busy, save: (next: Policy): void => void save(next).catch(() => undefined) };
};
