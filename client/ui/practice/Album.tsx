import { useStore } from 'zustand';
import type { QuestView } from '../../../server/domain/api.ts';
import type { TamedGhost } from '../../../server/domain/api-practice.ts';
import { dayOf, pick, pickedLang, useT } from '../../i18n/index.ts';
import { islandOf } from '../../stores/quest.ts';
import { session } from '../../stores/session.ts';
import { Avatar, Icon, Sheet } from '../parts/index.ts';
import { stemText } from '../play/answer-text.ts';

type Props = { list: readonly TamedGhost[]; quest: QuestView; onClose: () => void };

/** The album: every tamed ghost as a creature of its own, with its question, island and day. */
export const Album = ({ list, quest, onClose }: Props) => {
  const t = useT('practice');
  const zone = useStore(session, (s) => s.me?.org.zone);
  return (
    <Sheet title={t('album')} onClose={onClose} className="album">
      <p className="album-lead">{t('album.lead')}</p>
      <ul className="album-list">
        {list.map((ghost) => {
          const island = islandOf(quest, ghost.island);
          return (
            <li key={ghost.id}>
              <span className="album-art">
                <Avatar seed={ghost.id} size={72} />
                <Icon name="red-heart" size={24} />
              </span>
              <span className="album-text">
                <b lang={pickedLang(ghost.stem)}>{stemText(ghost.stem)}</b>
                <small>
                  {island === undefined ? t('album.unknown') : pick(island.name)} ·{' '}
                  {t('album.tamed', { day: dayOf(ghost.tamedAt, zone) })}
                </small>
              </span>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
};
