import type { DayMark, MarkedDay } from '../../../server/domain/reading.ts';
import { dayOf, lang, useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';

const instantOf = (day: number): number =>
  Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100);
/** A Monday. */
const MONDAY = 20240101;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const SIGNS: Record<DayMark, string> = { in: '✓', rest: '☕', freeze: '❄', away: '', ahead: '' };

/** Five weeks of one streak, Monday to Sunday; each day has its sign and says it. */
export const StreakCalendar = ({
  name,
  icon,
  streak,
  calendar,
}: {
  name: string;
  icon: string;
  streak: number;
  calendar: readonly MarkedDay[];
}) => {
  const t = useT('kind');
  const short = new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en', {
    weekday: 'narrow',
    timeZone: 'UTC',
  });
  const weeks = WEEKDAYS.slice(0, Math.ceil(calendar.length / 7)).map((w) =>
    calendar.slice(7 * w, 7 * w + 7),
  );
  return (
    <table className="streak">
      <caption>
        <Icon name={icon} size={28} />
        <b>{name}</b>
        <span>{t('days.streak', { count: streak })}</span>
      </caption>
      <thead aria-hidden="true">
        <tr>
          {WEEKDAYS.map((d) => (
            <th key={d}>{short.format(instantOf(MONDAY + d))}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map(({ day, mark }) => (
              <td key={day} className={`day-${mark}`}>
                <span aria-hidden="true">{SIGNS[mark] || day % 100}</span>
                <span className="sr-only">
                  {t('days.said', { day: dayOf(instantOf(day), 'UTC'), mark: t(`day.${mark}`) })}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
