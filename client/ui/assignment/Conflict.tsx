import { dayAndTime, useT } from '../../i18n/index.ts';
import type { Work } from '../../stores/assignment.ts';
import { Button, Icon } from '../parts/index.ts';
import { settle } from './sync.ts';

type Props = { mine: string; theirs: NonNullable<Work['theirs']> };

/** Two devices wrote: both texts, and one of them to keep. */
export const Conflict = ({ mine, theirs }: Props) => {
  const t = useT('assignment');
  return (
    <section className="conflict" role="alert" aria-label={t('conflict')}>
      <h3>
        <Icon name="warning" size={26} />
        {t('conflict')}
      </h3>
      <p>{t('conflict.lead')}</p>
      <div className="conflict-both">
        <Side head={t('conflict.mine')} text={mine} onKeep={() => settle('mine')} />
        <Side
          head={t('conflict.theirs', { at: dayAndTime(theirs.at) })}
          text={theirs.text}
          onKeep={() => settle('theirs')}
        />
      </div>
    </section>
  );
};

const Side = ({ head, text, onKeep }: { head: string; text: string; onKeep: () => void }) => {
  const t = useT('assignment');
  return (
    <div>
      <h4>{head}</h4>
      <p className="conflict-text">{text === '' ? t('conflict.none') : text}</p>
      <Button look="mini" onClick={onKeep}>
        {t('conflict.keep')}
        <span className="sr-only">{head}</span>
      </Button>
    </div>
  );
};
