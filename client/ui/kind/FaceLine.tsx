import type { ReactNode } from 'react';
import type { Face } from '../../../server/domain/face.ts';
import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Portrait } from '../people/Portrait.tsx';

type Props = { face: Face; mine?: boolean; size?: number; children?: ReactNode };

/** A colleague's critter and name, which lead to their card; `children` = the small line below the name. */
export const FaceLine = ({ face, mine = false, size = 44, children }: Props) => {
  const t = useT('kind');
  return (
    <button type="button" className="face-line" onClick={() => go({ name: 'person', person: face.id })}>
      <Portrait face={face} size={size} />
      <span className="row-text">
        <b>{mine ? t('me') : face.name}</b>
        {children !== undefined && <small>{children}</small>}
      </span>
    </button>
  );
};
