/** The lazy chunk of everything that is played: cards and attempts. */
export { AttemptScreen } from './AttemptScreen.tsx';
export { CardScreen } from './CardScreen.tsx';
export { DrillScreen } from './DrillScreen.tsx';
