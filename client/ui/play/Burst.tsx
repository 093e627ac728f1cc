import type { CSSProperties } from 'react';
import { isReduced } from '../../stores/settings.ts';

const COLOURS = ['#ffc53d', '#f08a4b', '#2d69de', '#1e9e5a', '#a77bff', '#d5432b'];
const PIECES = Array.from({ length: 28 }, (_, i) => i);
/** Spread over the width without a pattern the eye can see (plastic number). */
const share = (i: number, by: number) => (i * by) % 1;

/** Confetti over a result; nothing at all when motion is reduced. */
export const Confetti = () =>
  isReduced() ? null : (
    <div className="confetti" aria-hidden="true">
      {PIECES.map((i) => (
        <i
          key={i}
          style={
            {
              left: `${share(i, 0.7549) * 100}%`,
              background: COLOURS[i % COLOURS.length],
              animationDelay: `${share(i, 0.5698) * 900}ms`,
              '--turn': `${share(i, 0.73) * 900 - 450}deg`,
            } as CSSProperties
          }
        />
      ))}
    </div>
  );

/** Coins that spring out of an opened chest. */
export const CoinBurst = () =>
  isReduced() ? null : (
    <div className="coin-burst" aria-hidden="true">
      {PIECES.slice(0, 14).map((i) => (
        <img
          key={i}
          src="/icons/coin.webp"
          alt=""
          style={
            {
              '--x': `${share(i, 0.7549) * 320 - 160}px`,
              '--y': `${-90 - share(i, 0.5698) * 130}px`,
              animationDelay: `${350 + i * 30}ms`,
            } as CSSProperties
          }
        />
      ))}
    </div>
  );
