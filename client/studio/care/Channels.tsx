import { App, Empty, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import type { CareChannel, CareView } from '../../../server/domain/api-chat.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { changeChannel } from '../../net/care.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = {
  channels: readonly CareChannel[];
  /** The policy's seconds. */
  slow: number;
  zone: string;
  onDone: (care: CareView) => void;
};

/** The channels of departments, cohorts and what is live; nothing of what is said in them. */
export const Channels = ({ channels, ...rest }: Props) => {
  const t = useS('care');
  if (channels.length === 0) return <Empty description={t('channels.none')} />;
  return (
    <>
      <p className="studio-note care-lead">{t('channels.lead')}</p>
      <ul className="care-list">
        {channels.map((channel) => (
          <li key={channel.id}>
            <Channel channel={channel} {...rest} />
          </li>
        ))}
      </ul>
    </>
  );
};

const MOST_SECONDS = 3600;

const Channel = ({ channel, slow, zone, onDone }: Omit<Props, 'channels'> & { channel: CareChannel }) => {
  const t = useS('care');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [seconds, setSeconds] = useState<number | null>(channel.slow ?? null);
  const { id, kind, closed, lastAt } = channel;
  const name = channel.name === '' ? t(`channel.${kind}`) : channel.name;
  const save = (change: { closed?: boolean; slow?: number | null }): void => {
    setBusy(true);
    changeChannel(id, change)
      .then(
        (care) => {
          void message.success(t('saved'));
          onDone(care);
        },
        (fault: unknown) => void message.error(faultLine(fault)),
      )
      .finally(() => setBusy(false));
  };
  const saveSlow = (): void => {
    if (seconds !== (channel.slow ?? null)) save({ slow: seconds });
  };
  return (
    <article className="care-row" aria-label={name}>
      <div className="care-row-text">
        <strong>{name}</strong>
        <small>
          {t(`channel.${kind}`)} ·{' '}
          {lastAt === undefined ? t('last.none') : t('last.at', { at: dayAndTime(lastAt, zone) })}
        </small>
      </div>
      <InputNumber
        aria-label={t('slow.named', { name })}
        prefix={t('slow')}
        min={0}
        max={MOST_SECONDS}
        precision={0}
        value={seconds}
        placeholder={t('slow.policy', { n: slow })}
        onChange={setSeconds}
        onBlur={saveSlow}
        onPressEnter={saveSlow}
      />
      <Switch
        aria-label={t('open.named', { name })}
        checked={!closed}
        loading={busy}
        checkedChildren={t('open')}
        unCheckedChildren={t('closed')}
        onChange={(open) => save({ closed: !open })}
      />
    </article>
  );
};
