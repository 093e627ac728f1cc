import { useStore } from 'zustand';
import { session } from '../../stores/session.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import type { Autosave } from './autosave.ts';

const clock = (at: number): string => {
  const d = new Date(at);
  return [d.getHours(), d.getMinutes(), d.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
};

/** Where the text is now: on the server since when, on its way, or only on this device. */
export const SavingLine = ({ autosave }: { autosave: Autosave }) => {
  const t = useS('editor');
  const { status, savedAt, fault } = useStore(autosave.store);
  const online = useStore(session, (s) => s.online);
  const shown = !online && (status === 'saving' || status === 'waiting') ? 'offline' : status;
  const text =
    shown === 'saved'
      ? t('state.saved', { time: savedAt === undefined ? '' : clock(savedAt) })
      : shown === 'refused'
        ? t('state.refused', { reason: faultLine(fault) })
        : t(`state.${shown}`);
  const urgent = shown === 'offline' || shown === 'refused';
  return (
    <span className={`editor-saving is-${shown}`} role={urgent ? 'alert' : undefined}>
      {text}
    </span>
  );
};
