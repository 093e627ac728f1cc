import { useStore } from 'zustand';
import type { Settings as Choices } from '../../server/domain/settings.ts';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { saveSettings } from '../net/session.ts';
import { settings } from '../stores/settings.ts';
import { say } from '../stores/toast.ts';
import { faultText } from './fault-text.ts';
import { Card, Switch } from './parts/index.ts';

const HOURS = Array.from({ length: 24 }, (_, h) => h);
const hour = (h: number): string => `${String(h).padStart(2, '0')}:00`;

const save = (patch: Partial<Choices>): void => {
  saveSettings(patch).catch((fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }));
};

/** Who may see what of me, and when nothing rings. Nothing earned is lost by any of it. */
export const Privacy = () => {
  const t = useT('settings');
  const now = useStore(settings);
  return (
    <Card aria-label={t('privacy')}>
      <h2>{t('privacy')}</h2>
      <Switch
        label={t('hidePresence')}
        note={t('hidePresence.note')}
        on={now.hidePresence}
        onFlip={(hidePresence) => save({ hidePresence })}
      />
      <Switch
        label={t('noVisits')}
        note={t('noVisits.note')}
        on={now.noVisits}
        onFlip={(noVisits) => save({ noVisits })}
      />
      <Switch
        label={t('hideFromBoards')}
        note={t('hideFromBoards.note')}
        on={now.hideFromBoards}
        onFlip={(hideFromBoards) => save({ hideFromBoards })}
      />
      <fieldset className="quiet">
        <legend>{t('quiet')}</legend>
        <p>
          <Hour
            label={t('quiet.from')}
            value={now.quiet.from}
            onPick={(from) => save({ quiet: { ...now.quiet, from } })}
          />
          <Hour
            label={t('quiet.to')}
            value={now.quiet.to}
            onPick={(to) => save({ quiet: { ...now.quiet, to } })}
          />
        </p>
        <small>{t(now.quiet.from === now.quiet.to ? 'quiet.off' : 'quiet.note')}</small>
      </fieldset>
    </Card>
  );
};

const Hour = ({ label, value, onPick }: { label: string; value: number; onPick: (hour: number) => void }) => (
  <label>
    <span>{label}</span>
    <select value={value} onChange={(e) => onPick(Number(e.target.value))}>
      {HOURS.map((h) => (
        <option key={h} value={h}>
          {hour(h)}
        </option>
      ))}
    </select>
  </label>
);
