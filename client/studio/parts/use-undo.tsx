import { App, Button } from 'antd';
import { useCallback } from 'react';
import type { BatchView } from '../../../server/domain/api-bank.ts';
import { undoBatch } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from './fault-line.ts';

const SHOWN_S = 10;

/** Says what was done, with a way back for ten seconds; later the history has it. */
export const useUndo = (bank: string, onUndone: (batch: BatchView) => void) => {
  const t = useS('bank');
  const ts = useS('shell');
  const { notification, message } = App.useApp();
  const undo = useCallback(
    (batch: string): void => {
      notification.destroy(batch);
      undoBatch(bank, batch).then(
        (undone) => {
          const kept = undone.kept ?? 0;
          void message.success(kept === 0 ? ts('undone') : t('undo.kept', { count: kept }));
          onUndone(undone);
        },
        (f: unknown) => void message.error(faultLine(f)),
      );
    },
    [bank, message, notification, onUndone, t, ts],
  );
  const tell = (batch: string, title: string): void =>
    notification.success({
      key: batch,
      title,
      duration: SHOWN_S,
      showProgress: true,
      placement: 'bottom',
      role: 'status',
      actions: (
        <Button type="primary" size="small" onClick={() => undo(batch)}>
          {ts('undo')}
        </Button>
      ),
    });
  return { tell, undo };
};
