import { useCallback } from 'react';
import { useStore } from 'zustand';
import { dayOf, number, pick, useT } from '../../i18n/index.ts';
import { thanksOf } from '../../net/mall.ts';
import { go } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { Fault } from '../Fault.tsx';
import { LangSwitch } from '../LangSwitch.tsx';
import { Button, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Shore } from '../Shore.tsx';
import { Waiting } from '../Waiting.tsx';
import { moneyOf } from './words.ts';
import './mall.css';

/** The certificate of thanks behind a code, for anyone who has it: who gave, to whom, how much, whether it holds. */
export const Thanks = ({ code }: { code: string }) => {
  const t = useT('mall');
  const ask = useCallback(() => thanksOf(code), [code]);
  const { value, fault, load } = useLoaded(ask);
  const inside = useStore(session, (s) => s.me !== undefined);
  if (fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Shore calm>
      <LangSwitch />
      {value === undefined ? (
        <Waiting />
      ) : (
        <main className="thanks">
          <article className={`card thanks-paper${value.valid ? '' : ' thanks-off'}`}>
            <Icon name="red-heart" size={72} />
            <h1>{t('thanks.title')}</h1>
            <p className="thanks-who">{value.person}</p>
            <p>{t('thanks.line', { good: pick(value.name), org: value.org })}</p>
            <p className="thanks-sum num">{moneyOf(value.amount * value.qty, value.currency)}</p>
            <p>{t('thanks.to', { to: pick(value.organisation) })}</p>
            <dl>
              <dt>{t('thanks.serial')}</dt>
              <dd className="num">{value.serial}</dd>
              <dt>{t('thanks.date')}</dt>
              <dd>{dayOf(value.at)}</dd>
              <dt>{t('thanks.pieces')}</dt>
              <dd className="num">{number(value.qty)}</dd>
            </dl>
            <p role="status" className={value.valid ? 'thanks-ok' : 'thanks-no'}>
              {t(value.valid ? 'thanks.valid' : 'thanks.invalid')}
            </p>
          </article>
          {inside && (
            <Button look="cta" onClick={() => go({ name: 'orders' })}>
              {t('orders.title')}
            </Button>
          )}
        </main>
      )}
    </Shore>
  );
};
