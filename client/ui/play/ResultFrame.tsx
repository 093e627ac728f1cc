import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import { announce, Button } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { Confetti } from './Burst.tsx';
import { PlayFrame } from './PlayFrame.tsx';

type Props = {
  title: string;
  /** One line under the title. */
  line?: string | undefined;
  art: ReactNode;
  joy: boolean;
  onLeave: () => void;
  onAgain?: (() => void) | undefined;
  againLabel?: string;
  /** Where leaving leads, when that is not the island. */
  leaveLabel?: string | undefined;
  children?: ReactNode;
};

/** The end of an attempt: art, title, what it brought, what was missed, and the way back. */
export const ResultFrame = ({
  title,
  line,
  art,
  joy,
  onLeave,
  onAgain,
  againLabel,
  leaveLabel,
  children,
}: Props) => {
  const t = useT('play');
  const common = useT('common');
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
    if (joy) playCue('victory');
    announce(line === undefined ? title : `${title} ${line}`);
  }, [joy, title, line]);
  return (
    <PlayFrame look="result" label={title} onLeave={onLeave} leaveLabel={leaveLabel}>
      {joy && <Confetti />}
      <div className="result">
        <div className="result-art" aria-hidden="true">
          {art}
        </div>
        <h1 ref={head} tabIndex={-1} className="result-title">
          {title}
        </h1>
        {line !== undefined && <p className="result-line">{line}</p>}
        <div className="result-card">
          {children}
          <div className="result-acts">
            {onAgain !== undefined && (
              <Button look="soft" icon="counterclockwise-arrows-button" onClick={onAgain}>
                {againLabel ?? t('again')}
              </Button>
            )}
            <Button look="cta" onClick={onLeave}>
              {leaveLabel ?? common('back.island')}
            </Button>
          </div>
        </div>
      </div>
    </PlayFrame>
  );
};
