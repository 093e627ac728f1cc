import { useState } from 'react';
import type { ProfileView } from '../../../server/domain/api-friends.ts';
import { FRAMES, SKINS } from '../../../server/domain/look.ts';
import { pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadLine } from '../../net/honours.ts';
import { saveProfile } from '../../net/people.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Card, Choice, Icon } from '../parts/index.ts';
import { Portrait } from './Portrait.tsx';
import { Ship } from './Ship.tsx';
import { useCatalogue } from './titles.ts';

type Props = { profile: ProfileView; onChange: (next: ProfileView) => void };

const useWear = (onChange: Props['onChange']) => {
  const t = useT('people');
  const [busy, setBusy] = useState(false);
  return (patch: Parameters<typeof saveProfile>[0]): void => {
    if (busy) return;
    setBusy(true);
    saveProfile(patch)
      .then(
        (next) => {
          onChange(next);
          void loadLine();
          say(t('wear.saved'), { tone: 'good' });
        },
        (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
};

/** Which of my titles, frames and paints I wear; what is not mine is shown as such. */
export const Wear = ({ profile, onChange }: Props) => {
  const t = useT('people');
  const wear = useWear(onChange);
  const catalogue = useCatalogue();
  const titles = profile.titles.flatMap((id) => catalogue?.titles.find((x) => x.id === id) ?? []);
  const owned = profile.mine?.owned ?? [];
  return (
    <Card className="wear" aria-label={t('wear')}>
      <h2>{t('wear')}</h2>
      {titles.length > 0 && (
        <Choice
          label={t('wear.title')}
          value={profile.face.title ?? ''}
          options={[
            { value: '', label: t('wear.title.none') },
            ...titles.map((x) => ({ value: x.id, label: pick(x.name) })),
          ]}
          onPick={(title) => wear({ title })}
        />
      )}
      <Pieces
        label={t('wear.frame')}
        ids={FRAMES}
        owned={owned}
        worn={profile.face.frame}
        nameOf={(id) => t(id)}
        draw={(id) => <Portrait face={{ avatar: profile.face.avatar, ...(id ? { frame: id } : {}) }} />}
        onPick={(frame) => wear({ frame })}
      />
      <Pieces
        label={t('wear.skin')}
        ids={SKINS}
        owned={owned}
        worn={profile.skin}
        nameOf={(id) => t(id)}
        draw={(id) => <Ship skin={id || 'skin.plain'} label="" />}
        onPick={(skin) => wear({ skin })}
      />
    </Card>
  );
};

type PiecesProps<Id extends string> = {
  label: string;
  ids: readonly Id[];
  owned: readonly string[];
  worn: string | undefined;
  nameOf: (id: Id) => string;
  draw: (id: Id | '') => React.ReactNode;
  onPick: (id: Id | '') => void;
};

/** Things to wear as pictures with names; one that is not owned says so and cannot be put on. */
const Pieces = <Id extends string>({ label, ids, owned, worn, nameOf, draw, onPick }: PiecesProps<Id>) => {
  const t = useT('people');
  const all: readonly (Id | '')[] = ['', ...ids];
  return (
    <fieldset className="pieces">
      <legend>{label}</legend>
      <div className="pieces-row">
        {all.map((id) => {
          const locked = id !== '' && !owned.includes(id);
          const name = id === '' ? t('wear.none') : nameOf(id);
          const on = (worn ?? '') === id;
          return (
            <button
              key={id}
              type="button"
              className={`piece${on ? ' piece-on' : ''}${locked ? ' piece-locked' : ''}`}
              aria-pressed={on}
              aria-disabled={locked || undefined}
              aria-label={locked ? t('wear.locked', { name }) : name}
              onClick={() => (locked ? say(t('look.locked.say')) : onPick(id))}
            >
              <span aria-hidden="true">{draw(id)}</span>
              <small>{name}</small>
              {locked && <Icon name="locked" size={16} />}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
};
