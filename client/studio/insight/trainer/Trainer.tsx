import { useS } from '../../i18n/index.ts';
import type { ScreenProps } from '../Insight.tsx';
import { Errors } from './Errors.tsx';
import { ForecastPanel } from './ForecastPanel.tsx';
import { Helped } from './Helped.tsx';
import { Items } from './Items.tsx';
import { NotStarted } from './NotStarted.tsx';
import { When } from './When.tsx';

/** What do I change tomorrow? */
export const Trainer = (props: ScreenProps) => {
  const t = useS('insight');
  return (
    <div className="figures">
      <h2 className="figures-part">{t('part.start')}</h2>
      <NotStarted {...props} />
      <h2 className="figures-part">{t('part.items')}</h2>
      <Items {...props} />
      <h2 className="figures-part">{t('part.errors')}</h2>
      <Errors {...props} />
      <h2 className="figures-part">{t('part.when')}</h2>
      <When {...props} />
      <h2 className="figures-part">{t('part.helped')}</h2>
      <Helped {...props} />
      <ForecastPanel zone={props.me.org.zone} />
    </div>
  );
};
