import { Alert, App, Button, Result } from 'antd';
import { useState } from 'react';
import type { BatchView } from '../../../server/domain/api-bank.ts';
import { undoBatch } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';

type Props = { bank: string; batch: BatchView; onMore: () => void };

/** What came in, and the way back. */
export const Done = ({ bank, batch, onMore }: Props) => {
  const t = useS('importing');
  const { message } = App.useApp();
  const [now, setNow] = useState(batch);
  const undo = (): void => {
    undoBatch(bank, batch.id).then(setNow, (f: unknown) => void message.error(faultLine(f)));
  };
  if (now.undone)
    return (
      <Alert
        type="success"
        showIcon
        title={t('done.undone', { count: now.questions })}
        action={<Button onClick={onMore}>{t('done.more')}</Button>}
      />
    );
  return (
    <Result
      status="success"
      title={t('done.title', { count: batch.questions })}
      subTitle={t('done.note')}
      extra={[
        <Button key="review" type="primary" onClick={() => goTo({ name: 'bank', bank, tab: 'review' })}>
          {t('done.review')}
        </Button>,
        <Button key="bank" onClick={() => goTo({ name: 'bank', bank, tab: 'questions' })}>
          {t('done.bank')}
        </Button>,
        <Button key="more" onClick={onMore}>
          {t('done.more')}
        </Button>,
        <Button key="undo" danger onClick={undo}>
          {t('done.undo')}
        </Button>,
      ]}
    />
  );
};
