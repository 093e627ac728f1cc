import { useT } from '../../i18n/index.ts';
import { useFaultText } from '../fault-text.ts';
import { Button, Icon } from '../parts/index.ts';
import { PlayFrame } from './PlayFrame.tsx';

/** The outline of a question while the first one is being fetched. */
export const Loading = ({ label, onLeave }: { label: string; onLeave: () => void }) => (
  <PlayFrame look="card" label={label} onLeave={onLeave}>
    <div className="waiting" role="status">
      <div className="waiting-card" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <p>{label}</p>
    </div>
  </PlayFrame>
);

type FaultProps = { code: string; onRetry: () => void; onLeave: () => void; leaveLabel?: string };

/** Why a station could not be opened, with the way back and another try. */
export const Fault = ({ code, onRetry, onLeave, leaveLabel }: FaultProps) => {
  const t = useT('play');
  const common = useT('common');
  const text = useFaultText();
  return (
    <PlayFrame look="card" label={t('fault')} onLeave={onLeave} leaveLabel={leaveLabel}>
      <div className="result">
        <section className="result-card fault" role="alert">
          <Icon name="water-wave" size={72} />
          <h1>{t('fault')}</h1>
          <p>{text(code)}</p>
          <div className="result-acts">
            <Button look="soft" onClick={onRetry}>
              {common('retry')}
            </Button>
            <Button look="cta" onClick={onLeave}>
              {leaveLabel ?? common('back.island')}
            </Button>
          </div>
        </section>
      </div>
    </PlayFrame>
  );
};
