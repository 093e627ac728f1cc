import { useState } from 'react';
import type { QuestView } from '../../../server/domain/api.ts';
import type { PracticeView } from '../../../server/domain/api-practice.ts';
import { number, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { Album } from './Album.tsx';
import { awakeGhost } from './start.ts';

/** Missed questions as creatures: awake, asleep and tamed, the way to the first one awake, and the album. */
export const Ghosts = ({ view, quest }: { view: PracticeView; quest: QuestView }) => {
  const t = useT('practice');
  const [open, setOpen] = useState(false);
  const { awake, asleep, tamed } = view.ghosts;
  const next = awakeGhost(quest);
  const kinds = [
    { name: t('ghosts.awake'), n: awake, look: awake > 0 ? 'is-now' : '' },
    { name: t('ghosts.asleep'), n: asleep, look: '' },
    { name: t('ghosts.tamed'), n: tamed, look: tamed > 0 ? 'is-good' : '' },
  ];
  return (
    <Card className="hub-half" aria-labelledby="ghosts-title">
      <h2 id="ghosts-title">
        <Icon name="ghost" size={28} />
        {t('ghosts')}
      </h2>
      <dl className="hub-figures">
        {kinds.map(({ name, n, look }) => (
          <div key={name} className={look}>
            <dt>{name}</dt>
            <dd className="num">{number(n)}</dd>
          </div>
        ))}
      </dl>
      {awake + asleep + tamed === 0 && <p className="page-empty">{t('ghosts.none')}</p>}
      {awake === 0 && asleep > 0 && <p className="page-empty">{t('ghosts.sleeping')}</p>}
      <div className="hub-acts">
        {next !== undefined && awake > 0 && (
          <Button icon="ghost" onClick={() => go(next)}>
            {t('ghosts.go')}
          </Button>
        )}
        {tamed > 0 && (
          <Button icon="open-book" onClick={() => setOpen(true)}>
            {t('album.open', { count: tamed })}
          </Button>
        )}
      </div>
      {open && <Album list={view.album} quest={quest} onClose={() => setOpen(false)} />}
    </Card>
  );
};
