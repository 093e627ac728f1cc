import { useCallback } from 'react';
import { useStore } from 'zustand';
import type { Recommended } from '../../../server/domain/api-reach.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { loadProposals, openedProposal } from '../../net/reach.ts';
import { go, type Screen } from '../../stores/screen.ts';
import { settings } from '../../stores/settings.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import './skills.css';

const screenOf = ({ kind, bank, point, island }: Recommended): Screen =>
  kind === 'learn' && island !== undefined
    ? { name: 'island', island }
    : { name: 'drill', purpose: 'point', bank, point };

/** Nobody is told "0 %" where there was no answer yet. */
const reasonOf = ({ reason, figures }: Recommended) => {
  if (reason === 'post' && (figures.shown ?? 0) === 0) return 'reason.post.new';
  if (reason === 'popular' && (figures.share ?? 0) === 0) return 'reason.popular.new';
  return `reason.${reason}` as const;
};

const ICON: Record<Recommended['reason'], string> = {
  post: 'bullseye',
  due: 'brain',
  next: 'compass',
  popular: 'busts-in-silhouette',
  explore: 'crystal-ball',
};

/** What to do next, each with its reason; `most` = how many are shown. Nothing when there is nothing to propose. */
export const Proposals = ({ most }: { most: number }) => {
  const same = useStore(settings, (s) => s.sameList);
  return <List key={String(same)} most={most} />;
};

const List = ({ most }: { most: number }) => {
  const t = useT('skills');
  const { value, fault } = useLoaded(useCallback(loadProposals, []));
  if (value === undefined) return <FaultNote code={fault} />;
  if (value.items.length === 0) return null;
  return (
    <Card aria-labelledby="proposals">
      <h2 id="proposals">{t('next')}</h2>
      <ul className="rows">
        {value.items.slice(0, most).map((item) => (
          <li key={`${item.bank}:${item.point}`} className="row row-flat">
            <Icon name={ICON[item.reason]} size={36} />
            <span className="row-text">
              <b lang={pickedLang(item.name)}>{pick(item.name)}</b>
              <small>
                {t(reasonOf(item), {
                  required: number(item.figures.required ?? 0),
                  shown: number(item.figures.shown ?? 0),
                  due: number(item.figures.due ?? 0),
                  share: number(item.figures.share ?? 0),
                })}
                {' · '}
                <span className="proposals-time">{t('minutes', { n: item.minutes })}</span>
              </small>
            </span>
            <Button
              look="mini"
              aria-label={t(`go.${item.kind}.what`, { name: pick(item.name) })}
              onClick={() => {
                openedProposal(value.list, `${item.bank}:${item.point}`, item.rank);
                go(screenOf(item));
              }}
            >
              {t(`go.${item.kind}`)}
            </Button>
          </li>
        ))}
      </ul>
      <p className="proposals-kind">
        <small>{t(value.personalised ? 'kind.mine' : 'kind.same')}</small>
      </p>
    </Card>
  );
};
