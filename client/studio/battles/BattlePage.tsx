import './battles.css';
import { Button } from 'antd';
import { useCallback } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { infoOf } from '../../net/host.ts';
import { titleOf } from '../../ui/hall/words.ts';
import { Report } from '../../ui/host/Report.tsx';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import '../../ui/play/play.css';
import '../../ui/play/tiles.css';
import '../../ui/hall/hall-forms.css';
import '../../ui/host/report.css';

/** The report of one battle that is done. */
export const BattlePage = ({ me, battle }: { me: Me; battle: string }) => {
  const t = useS('battles');
  const { value, fault, reload } = useLoaded(useCallback(() => infoOf(battle), [battle]));
  return (
    <>
      <header className="studio-head">
        <h1>{value === undefined ? t('title') : titleOf(value)}</h1>
        {value !== undefined && <p>{dayAndTime(value.endedAt ?? value.createdAt, me.org.zone)}</p>}
        <div className="studio-actions">
          <Button size="large" onClick={() => goTo({ name: 'battles' })}>
            {t('back')}
          </Button>
        </div>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        <div className="battles-report">
          <Report battle={battle} />
        </div>
      </Loaded>
    </>
  );
};
