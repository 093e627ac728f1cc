import { useState } from 'react';
import { useStore } from 'zustand';
import type { ItemView } from '../../../server/domain/api.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { Offline, Refusal } from '../../net/call.ts';
import { playStore } from '../../stores/play.ts';
import { say } from '../../stores/toast.ts';
import { faultText, useFaultText } from '../fault-text.ts';
import { Button, Icon } from '../parts/index.ts';
import { askHint } from './attempt.ts';
import { RichText } from './RichText.tsx';

/** "Saved on this device": shown while an answer waits for the network, or for a server that cannot save it now. */
export const WaitingMark = () => {
  const t = useT('play');
  const errors = useFaultText();
  const waiting = useStore(playStore, (s) => s.waiting);
  const trouble = useStore(playStore, (s) => s.trouble);
  if (!waiting) return null;
  return (
    <p className="waiting-mark" role="status">
      <Clock />
      <span>{trouble === undefined ? t('waiting') : `${errors(trouble)}${t('waiting.trouble')}`}</span>
    </p>
  );
};

/** Drawn, not loaded: it appears when the network is away. */
export const Clock = () => (
  <svg className="clock" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </svg>
);

/** Asks for the hint of a question that has one, and shows it. */
export const Hint = ({ item }: { item: ItemView }) => {
  const t = useT('play');
  const hint = useStore(playStore, (s) => s.hints[item.item]);
  const [busy, setBusy] = useState(false);
  if (hint !== undefined)
    return (
      <div className="told-hint" role="status">
        <Icon name="light-bulb" size={22} />
        <RichText body={pick(hint)} lang={pickedLang(hint)} />
      </div>
    );
  if (!item.question.hasHint) return null;
  const ask = async () => {
    setBusy(true);
    try {
      await askHint();
    } catch (fault) {
      if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
      say(fault instanceof Refusal ? faultText(fault.code, fault.details) : t('hint.offline'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="glass" icon="light-bulb" busy={busy} onClick={() => void ask()}>
      {t('hint.ask')}
    </Button>
  );
};
