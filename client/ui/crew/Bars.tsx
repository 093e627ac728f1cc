import { useStore } from 'zustand';
import type { CrewView } from '../../../server/domain/api-crew.ts';
import { useT } from '../../i18n/index.ts';
import { crewPlay } from '../../stores/crew.ts';
import { session } from '../../stores/session.ts';
import { Avatar, Icon } from '../parts/index.ts';

type Props = { view: CrewView; look: 'fight' | 'result' };

/** What each one has done: damage as a bar, shields as a number. In a fight on a phone five stand side by side. */
export const Bars = ({ view, look }: Props) => {
  const t = useT('crew');
  const me = useStore(session, (s) => s.me?.person.id);
  const blow = useStore(crewPlay, (s) => s.blow);
  const most = Math.max(4, ...view.crew.map((m) => m.damage));
  return (
    <ul className={`crew-bars crew-bars-${look}`} aria-label={t('board')}>
      {view.crew.map((m) => (
        <li key={m.id} className={`${m.id === me ? 'me' : ''}${m.online ? '' : ' away'}`}>
          <Avatar seed={m.avatar} size={36} />
          <b>{m.id === me ? t('me') : m.name}</b>
          <span className="crew-bar" role="img" aria-label={t('damage', { n: m.damage })}>
            <i style={{ width: `${(100 * m.damage) / most}%` }} />
            <em key={blow?.by === m.id ? blow.n : 0} className="num">
              {m.damage}
            </em>
          </span>
          <span
            className={`crew-shields${m.shields === 0 ? ' none' : ''}`}
            role="img"
            aria-label={t('shields', { n: m.shields })}
          >
            <Icon name="shield" size={20} />
            <span className="num">{m.shields}</span>
          </span>
          {!m.online && look === 'fight' && <small>{t('offline.short')}</small>}
        </li>
      ))}
    </ul>
  );
};
