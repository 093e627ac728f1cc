import { useT } from '../../i18n/index.ts';

export const MOODS = ['calm', 'glad', 'worried', 'angry'] as const;
export type MoodName = (typeof MOODS)[number];
export const moodOf = (mood: string | undefined): MoodName => MOODS.find((m) => m === mood) ?? 'calm';

const BROWS: Record<MoodName, string> = {
  calm: 'M15 20h9M40 20h9',
  glad: 'M14 19q5-5 10 0M40 19q5-5 10 0',
  worried: 'M14 22q5-1 10-6M40 16q5 5 10 6',
  angry: 'M14 15l11 7M50 15l-11 7',
};
const MOUTH: Record<MoodName, string> = {
  calm: 'M22 45h20',
  glad: 'M18 40q14 15 28 0',
  worried: 'M20 47q4-6 8-2t8 0 8 0',
  angry: 'M20 49q12-12 24 0',
};

/** How the other side feels: a drawn face, its colour, and the word. */
export const Mood = ({ mood }: { mood: MoodName }) => {
  const t = useT('talk');
  return (
    <span className={`mood mood-${mood}`}>
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="29" />
        <path className="mood-line" d={BROWS[mood]} />
        <path className="mood-dot" d="M20 29v.1M44 29v.1" />
        <path className="mood-line" d={MOUTH[mood]} />
      </svg>
      <span className="sr-only">{t('mood')}</span>
      <b>{t(`mood.${mood}`)}</b>
    </span>
  );
};
