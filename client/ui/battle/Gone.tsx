import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Icon } from '../parts/index.ts';
import { PlayFrame } from '../play/PlayFrame.tsx';

const toHall = (): void => go({ name: 'battles' });

/** The battle goes on without this person, or was called off before it began. */
export const Gone = ({ reason }: { reason: 'kicked' | 'called_off' }) => {
  const t = useT('battle');
  const kicked = reason === 'kicked';
  return (
    <PlayFrame look="card" label={t('title')} onLeave={toHall} leaveLabel={t('leave')}>
      <div className="result">
        <section className="result-card fault" role="alert">
          <Icon name={kicked ? 'door' : 'water-wave'} size={72} />
          <h1>{t(kicked ? 'kicked' : 'called.off')}</h1>
          <p>{t(kicked ? 'kicked.line' : 'called.off.line')}</p>
          <div className="result-acts">
            <Button look="cta" onClick={toHall}>
              {t('hall')}
            </Button>
          </div>
        </section>
      </div>
    </PlayFrame>
  );
};
