import { useCallback } from 'react';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { loadSeasons } from '../../net/awards.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { dayText } from './day-text.ts';

/** What the company has going on today, in one line; nothing when nothing runs. */
export const SeasonCard = () => {
  const t = useT('seasons');
  const { value } = useLoaded(useCallback(() => loadSeasons(), []));
  const season = value?.find((s) => s.open);
  if (season === undefined) return null;
  const { data, mine } = season;
  const progress =
    mine !== undefined && data.personal !== undefined
      ? `${t('mine')} ${t('of', { n: mine, goal: data.personal })}`
      : t('days', { from: dayText(data.from), to: dayText(data.to) });
  return (
    <Card aria-label={pick(data.name)}>
      <div className="row row-flat">
        <Icon name={data.icon} size={44} />
        <span className="row-text">
          <b lang={pickedLang(data.name)}>{pick(data.name)}</b>
          <small>{progress}</small>
        </span>
        <Button onClick={() => go({ name: 'seasons' })}>{t('today.more')}</Button>
      </div>
    </Card>
  );
};
