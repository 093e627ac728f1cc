import './laurel.css';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Earned, HonourCatalogue } from '../../../server/domain/api-honour.ts';
import { pick, useT } from '../../i18n/index.ts';
import { loadFresh, loadLine, markShown } from '../../net/honours.ts';
import { saveProfile } from '../../net/people.ts';
import { honours } from '../../stores/honours.ts';
import { onNotice } from '../../stores/notice.ts';
import type { Screen } from '../../stores/screen.ts';
import { settings } from '../../stores/settings.ts';
import { Button, Dialog, Icon } from '../parts/index.ts';
import { useCatalogue } from '../people/titles.ts';
import { playCue } from '../sound.ts';

const CALM: ReadonlySet<Screen['name']> = new Set([
  'map',
  'today',
  'log',
  'boards',
  'honours',
  'me',
  'people',
  'person',
  'purse',
  'mall',
  'orders',
  'reading',
  'seasons',
  'credits',
]);

type Shown = { head: string; icon: string; name: string; note: string };

/** What is said of one of them; undefined = of a title or badge that this release does not know. */
const useShown = (catalogue: HonourCatalogue | undefined) => {
  const t = useT('honours');
  const tiers = ['badge.1', 'badge.1', 'badge.2', 'badge.3'] as const;
  return ({ kind, ref, tier, rank = 0, n = 0 }: Earned): Shown | undefined => {
    if (catalogue === undefined) return undefined;
    if (kind === 'title') {
      const title = catalogue.titles.find((x) => x.id === ref);
      return title && { head: t('new.title'), icon: 'crown', name: pick(title.name), note: pick(title.hint) };
    }
    if (kind === 'badge') {
      const badge = catalogue.badges.find((x) => x.id === ref);
      const note = t('new.badge.tier', { tier: t(tiers[tier] ?? 'badge.1') });
      return badge && { head: t('new.badge'), icon: badge.icon, name: pick(badge.name), note };
    }
    const waters = catalogue.leagues[tier];
    const name = waters === undefined ? '' : pick(waters.name);
    return {
      head: t('new.league'),
      icon: 'trophy',
      name: t('new.rank', { rank, n }),
      note: t('new.kept', { name }),
    };
  };
};

const keep = (ids: string[]): void => {
  markShown(ids).catch(() => undefined);
};

/** Loads what waits, at the start and whenever the server says so; level and title also on coming back to the map. */
const useNews = (at: Screen['name']): void => {
  useEffect(() => {
    if (at === 'map') void loadLine();
  }, [at]);
  useEffect(() => {
    const load = (): void => {
      void loadFresh();
      void loadLine();
    };
    load();
    return onNotice('honour', load);
  }, []);
};

type OneProps = { one: Earned; shown: Shown; more: string[] };

const One = ({ one, shown, more }: OneProps) => {
  const t = useT('honours');
  const take = (): void => keep([one.id]);
  useEffect(() => playCue('victory'), []);
  const wear = (): void => {
    saveProfile({ title: one.ref })
      .then(loadLine)
      .catch(() => undefined);
    take();
  };
  return (
    <Dialog title={shown.head} className="laurel" onClose={take}>
      <div className={`laurel-in laurel-of-${one.kind} laurel-${one.kind === 'badge' ? one.tier : 3}`}>
        <span className="laurel-rays" aria-hidden="true" />
        <span className="laurel-face">
          <Icon name={shown.icon} size={88} />
        </span>
        <p className="laurel-name">{shown.name}</p>
        <p className="laurel-note">{shown.note}</p>
      </div>
      <div className="laurel-acts">
        {one.kind === 'title' && <Button onClick={wear}>{t('new.wear')}</Button>}
        <Button look="cta" data-first onClick={take}>
          {t('new.go')}
        </Button>
      </div>
      {more.length > 0 && (
        <p className="laurel-more">
          {t('new.left', { n: more.length })}
          <Button look="link" onClick={() => keep([one.id, ...more])}>
            {t('new.all')}
          </Button>
        </p>
      )}
    </Dialog>
  );
};

/** Shows what was earned, one at a time and only where nothing is being answered; Enter and Escape take it. */
export const CeremonyQueue = ({ at }: { at: Screen['name'] }) => {
  useNews(at);
  const fresh = useStore(honours, (s) => s.fresh);
  const guided = useStore(settings, (s) => s.guideDone);
  const shownOf = useShown(useCatalogue());
  const [next, ...others] = fresh.flatMap((one) => {
    const shown = shownOf(one);
    return shown === undefined ? [] : [{ one, shown }];
  });
  if (!CALM.has(at) || !guided || next === undefined) return null;
  const more = others.map((f) => f.one.id);
  return <One key={next.one.id} one={next.one} shown={next.shown} more={more} />;
};
