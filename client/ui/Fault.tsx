import { Component, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';
import { go } from '../stores/screen.ts';
import { useFaultText } from './fault-text.ts';
import { Button, Card, Icon } from './parts/index.ts';
import { Shore } from './Shore.tsx';

/** A whole screen that says what went wrong, its code, and what to do now. */
export const Fault = ({ code, onRetry }: { code: string; onRetry?: () => void }) => {
  const t = useT('common');
  const text = useFaultText();
  return (
    <Shore calm>
      <Card className="ticket" aria-labelledby="fault-title">
        <div className="ticket-head">
          <Icon name="ring-buoy" size={64} />
          <h1 id="fault-title">{t('fault.title')}</h1>
          <p role="alert">{text(code)}</p>
          <small>{t('fault.code', { code })}</small>
        </div>
        {onRetry === undefined ? (
          <Button look="cta" wide onClick={() => go({ name: 'map' })}>
            {t('back.map')}
          </Button>
        ) : (
          <Button look="cta" wide onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Card>
    </Shore>
  );
};

/** Catches a bug of ours in any screen below; progress is on the server, so a refresh is safe. */
export class FaultFence extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Fault code="unknown" onRetry={() => location.reload()} />;
  }
}
