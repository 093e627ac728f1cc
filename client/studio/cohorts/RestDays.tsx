import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { Rest } from '../../../server/domain/api-cohorts.ts';
import { weekdayOf } from '../../../server/domain/calendar.ts';
import { useS } from '../i18n/index.ts';
import { dayText, monthText, weekdayText } from './day-text.ts';
import { monthAfter, toggled, weeksOf } from './days.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
type Props = { rest: Rest; startDay: number; lastDay: number | undefined; onChange: (next: Rest) => void };

/** Days without play: weekdays by their boxes, single days in a small calendar. */
export const RestDays = ({ rest, startDay, lastDay, onChange }: Props) => {
  const t = useS('cohort');
  return (
    <fieldset className="rest">
      <legend>{t('rest')}</legend>
      <small className="studio-note">{t('rest.hint')}</small>
      <Checkbox.Group
        aria-label={t('rest.weekdays')}
        value={rest.weekdays}
        options={WEEK.map((d) => ({ value: d, label: weekdayText(d) }))}
        onChange={(weekdays) => onChange({ ...rest, weekdays: WEEK.filter((d) => weekdays.includes(d)) })}
      />
      <Month rest={rest} startDay={startDay} lastDay={lastDay} onChange={onChange} />
      {rest.days.length > 0 && (
        <Button size="small" onClick={() => onChange({ ...rest, days: [] })}>
          {t('rest.clear', { n: rest.days.length })}
        </Button>
      )}
    </fieldset>
  );
};

const Month = ({ rest, startDay, lastDay, onChange }: Props) => {
  const t = useS('cohort');
  const [by, setBy] = useState(0);
  const month = monthAfter(Math.floor(startDay / 100), by);
  return (
    <div className="rest-month">
      <header>
        <Button
          type="text"
          aria-label={t('month.before')}
          icon={<LeftOutlined />}
          onClick={() => setBy(by - 1)}
        />
        <b aria-live="polite">{monthText(month)}</b>
        <Button
          type="text"
          aria-label={t('month.next')}
          icon={<RightOutlined />}
          onClick={() => setBy(by + 1)}
        />
      </header>
      <table aria-label={t('rest.days')}>
        <thead>
          <tr>
            {WEEK.map((d) => (
              <th key={d} scope="col">
                {weekdayText(d)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  {Math.floor(day / 100) === month && (
                    <Day
                      day={day}
                      rest={rest}
                      runs={day >= startDay && (lastDay === undefined || day <= lastDay)}
                      onToggle={() => onChange(toggled(rest, day))}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

type DayProps = { day: number; rest: Rest; runs: boolean; onToggle: () => void };
const Day = ({ day, rest, runs, onToggle }: DayProps) => {
  const t = useS('cohort');
  const weekly = rest.weekdays.includes(weekdayOf(day));
  const single = rest.days.includes(day);
  const said = weekly ? 'day.weekly' : single ? 'day.rest' : 'day.play';
  return (
    <button
      type="button"
      className={runs ? 'is-run' : undefined}
      aria-label={t(said, { day: dayText(day) })}
      aria-pressed={weekly || single}
      disabled={weekly}
      onClick={onToggle}
    >
      {day % 100}
    </button>
  );
};
