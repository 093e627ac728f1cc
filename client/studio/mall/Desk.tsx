import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { StudioOrder } from '../../../server/domain/api-mall.ts';
import { dayAndTime, number, pick } from '../../i18n/index.ts';
import { atDesk, handOver } from '../../net/mall-studio.ts';
import { GoodPicture } from '../../ui/mall/GoodPicture.tsx';
import { Avatar } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

/** Somebody stands here with a code: whose it is, what for, and handed over once. */
export const Desk = () => {
  const t = useS('mall');
  const [code, setCode] = useState('');
  const [found, setFound] = useState<StudioOrder>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const ask = (work: Promise<StudioOrder>, handed: boolean): void => {
    setBusy(true);
    setFault(undefined);
    work
      .then(
        (order) => {
          setFound(order);
          setDone(handed);
        },
        (f: unknown) => setFault(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  const look = (e: FormEvent): void => {
    e.preventDefault();
    setFound(undefined);
    if (code.trim() !== '' && !busy) ask(atDesk(code.trim()), false);
  };
  const next = (): void => {
    setCode('');
    setFound(undefined);
    setDone(false);
  };
  return (
    <section className="mall-desk" aria-label={t('tab.desk')}>
      <form onSubmit={look}>
        <label htmlFor="desk-code">{t('desk.code')}</label>
        <div className="mall-code">
          <Input
            id="desk-code"
            size="large"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={code}
            onChange={(e) => setCode(e.target.value.toUpperCase())}
          />
          <Button size="large" type="primary" htmlType="submit" loading={busy && found === undefined}>
            {t('desk.look')}
          </Button>
        </div>
      </form>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      {found !== undefined && (
        <article className="mall-found" aria-live="polite">
          <Avatar seed={found.person.avatar} size={72} />
          <div>
            <b>{found.person.name}</b>
            <small>{found.person.department ?? ''}</small>
          </div>
          <GoodPicture good={found} size={72} />
          <div>
            <b>
              {pick(found.name)} × {number(found.qty)}
            </b>
            <small>{dayAndTime(found.at)}</small>
          </div>
          {done ? (
            <>
              <Alert type="success" showIcon title={t('desk.done')} />
              <Button size="large" onClick={next}>
                {t('desk.next')}
              </Button>
            </>
          ) : (
            <Button
              size="large"
              type="primary"
              loading={busy}
              onClick={() => ask(handOver(code.trim()), true)}
            >
              {t('desk.hand')}
            </Button>
          )}
        </article>
      )}
    </section>
  );
};
