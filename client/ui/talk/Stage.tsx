import { pick, pickedLang } from '../../i18n/index.ts';
import type { Talk } from '../../stores/talk.ts';
import { Picture } from '../play/Picture.tsx';
import { Mood, type MoodName } from './Mood.tsx';

type Props = { other: Talk['other']; mood: MoodName; speaking: boolean };

/** The other side, drawn large: light and posture follow the mood, the word says it. */
export const Stage = ({ other, mood, speaking }: Props) => (
  <div className={`talk-stage talk-${mood}`}>
    <div className="talk-light" aria-hidden="true" />
    <div className={`talk-person${speaking ? ' talk-speaking' : ''}`} key={mood}>
      <Picture name={other.icon} size={260} />
    </div>
    <div className="talk-desk" aria-hidden="true" />
    <div className="talk-plate">
      <div>
        <b lang={pickedLang(other.name)}>{pick(other.name)}</b>
        <small lang={pickedLang(other.role)}>{pick(other.role)}</small>
      </div>
    </div>
    <Mood mood={mood} />
  </div>
);
