import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './parts/index.ts';
import { Shore } from './Shore.tsx';

type Props = { title: string; icon: string; lead?: string; children: ReactNode };

/** A page of panels over calm water: today, logbook, settings. Its heading gets the focus when it opens. */
export const Page = ({ title, icon, lead, children }: Props) => {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  return (
    <Shore calm>
      <div className="page">
        <header className="page-head">
          <Icon name={icon} size={56} />
          <div>
            <h1 ref={head} tabIndex={-1}>
              {title}
            </h1>
            {lead !== undefined && <p>{lead}</p>}
          </div>
        </header>
        {children}
      </div>
    </Shore>
  );
};
