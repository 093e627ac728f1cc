import type { ReactNode } from 'react';
import type { Face } from '../../../server/domain/face.ts';
import { pick, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Portrait } from './Portrait.tsx';
import { useCatalogue } from './titles.ts';

type Props = { face: Face; note: ReactNode; online?: boolean; children?: ReactNode };

/** A colleague in a list: the face leads to the profile, `children` are what can be done. */
export const PersonRow = ({ face, note, online, children }: Props) => {
  const t = useT('people');
  const title = useCatalogue()?.titles.find((x) => x.id === face.title);
  return (
    <li className="row row-flat person-row">
      <button type="button" className="person-open" onClick={() => go({ name: 'person', person: face.id })}>
        <span className={online === true ? 'person-face person-here' : 'person-face'}>
          <Portrait face={face} />
        </span>
        <span className="row-text">
          <b>
            {face.name}
            {title !== undefined && <em className="person-title">{pick(title.name)}</em>}
          </b>
          {note !== '' && <small>{note}</small>}
        </span>
        <span className="sr-only">{t('open', { name: face.name })}</span>
      </button>
      {children !== undefined && <span className="person-acts">{children}</span>}
    </li>
  );
};
