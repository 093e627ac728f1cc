import { useState } from 'react';
import type { BattleFace, PastBattle } from '../../../server/domain/api-battle.ts';
import { listOf, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Avatar, Button, Card, Icon } from '../parts/index.ts';
import { whenOf } from '../programme/when.ts';
import { Facts } from './Facts.tsx';
import { faceName, MODE_ICON, markOf, titleOf } from './words.ts';

const FIRST = 5;
const FACES = 3;

/** What I have played: how it ended, with whom, and the way to its result. */
export const Past = ({ list }: { list: PastBattle[] }) => {
  const t = useT('hall');
  const [most, setMost] = useState(FIRST);
  return (
    <Card className="hall-wide" aria-labelledby="hall-past">
      <h2 id="hall-past">
        <Icon name="books" size={28} />
        {t('past')}
      </h2>
      {list.length === 0 && <p className="page-empty">{t('past.none')}</p>}
      <ul className="rows">
        {list.slice(0, most).map((past) => (
          <Row key={past.battle} past={past} />
        ))}
      </ul>
      {list.length > most && (
        <Button wide onClick={() => setMost(most + 2 * FIRST)}>
          {t('past.more')}
        </Button>
      )}
    </Card>
  );
};

const Row = ({ past }: { past: PastBattle }) => {
  const t = useT('hall');
  const title = titleOf(past);
  const nameAndMark = (face: BattleFace): string => {
    const mark = markOf(face);
    return mark === undefined ? faceName(face) : `${faceName(face)} (${t(`kind.${mark}`)})`;
  };
  const facts = [
    whenOf(past.endedAt, Date.now()),
    t('past.rank', { rank: past.rank, of: past.of }),
    t('past.right', { right: past.right, answered: past.answered }),
    t('result.points', { count: past.points }),
  ];
  return (
    <li className="row row-flat hall-row">
      <Icon name={MODE_ICON[past.mode]} size={36} />
      <span className="row-text">
        <b>
          {title} <em className={`outcome-tag outcome-${past.outcome}`}>{t(`outcome.${past.outcome}`)}</em>
        </b>
        <Facts list={facts} />
        {past.with.length > 0 && (
          <span className="hall-with">
            {past.with.slice(0, FACES).map((f) => (
              <Avatar key={f.id} seed={f.avatar} size={24} />
            ))}
            <small>
              {t('past.with', {
                names: listOf(past.with.slice(0, FACES).map((f) => nameAndMark(f))),
              })}
            </small>
          </span>
        )}
      </span>
      <Button
        aria-label={t('past.open.named', { name: title })}
        onClick={() => go({ name: 'battle-result', battle: past.battle })}
      >
        {t('past.open')}
      </Button>
    </li>
  );
};
