import type { ProfileView } from '../../../server/domain/api-friends.ts';
import { CHEER_KINDS } from '../../../server/domain/friend.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { Card, Icon } from '../parts/index.ts';
import { CHEER_ICON } from './Cheers.tsx';
import { useCatalogue } from './titles.ts';

const TIERS = ['tier.1', 'tier.2', 'tier.3'] as const;

/** Badges with their tiers, titles, and the cheers a person got. */
export const Medals = ({ profile }: { profile: ProfileView }) => {
  const t = useT('people');
  const catalogue = useCatalogue();
  const badges = profile.badges.flatMap((b) => {
    const known = catalogue?.badges.find((x) => x.id === b.id);
    return known === undefined ? [] : [{ ...known, tier: Math.min(3, Math.max(1, b.tier)) }];
  });
  const titles = profile.titles.flatMap((id) => catalogue?.titles.find((x) => x.id === id) ?? []);
  return (
    <Card aria-label={t('medals')}>
      <h2>{t('medals')}</h2>
      {badges.length === 0 && titles.length === 0 && <p className="page-empty">{t('medals.none')}</p>}
      <ul className="medal-wall">
        {badges.map((b) => (
          <li key={b.id} className={`medal medal-${b.tier}`}>
            <Icon name={b.icon} size={44} />
            <b>{pick(b.name)}</b>
            <small>{t(TIERS[b.tier - 1] ?? 'tier.1')}</small>
          </li>
        ))}
      </ul>
      {titles.length > 0 && (
        <ul className="title-list" aria-label={t('titles')}>
          {titles.map((x) => (
            <li key={x.id} className="person-title">
              {pick(x.name)}
            </li>
          ))}
        </ul>
      )}
      <ul className="cheer-counts" aria-label={t('cheers')}>
        {CHEER_KINDS.map((kind) => (
          <li key={kind} aria-label={t('cheers.n', { kind: t(`cheer.${kind}`), n: profile.cheered[kind] })}>
            <Icon name={CHEER_ICON[kind]} size={24} />
            <span>{t(`cheer.${kind}`)}</span>
            <b className="num">{number(profile.cheered[kind])}</b>
          </li>
        ))}
      </ul>
    </Card>
  );
};
