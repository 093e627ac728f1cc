import type { ReactNode } from 'react';

type Props = { island: string; mood: 'day' | 'dusk' | 'mist'; children: ReactNode };

/** Sky, far island and sea drawn with CSS behind a chest, boss or ghost. Decoration only. */
export const Scene = ({ island, mood, children }: Props) => (
  <div className={`scene scene-${mood}`}>
    <div className="scene-back" aria-hidden="true">
      <i className="scene-sun" />
      <i className="scene-cloud scene-cloud-1" />
      <i className="scene-cloud scene-cloud-2" />
      <i className="scene-cloud scene-cloud-3" />
      <img
        className="scene-island"
        src={`/art/map/${island}.webp`}
        alt=""
        onError={(e) => e.currentTarget.remove()}
      />
      <i className="scene-sea" />
      <i className="scene-glints" />
    </div>
    <div className="scene-front">{children}</div>
  </div>
);
