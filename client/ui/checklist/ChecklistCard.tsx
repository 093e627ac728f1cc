import './checklist.css';
import { useCallback, useState } from 'react';
import type { CheckDue } from '../../../server/domain/api-effect.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { answerCheck, myChecks } from '../../net/effect.ts';
import { faultOf } from '../../net/fault.ts';
import { faultText } from '../fault-text.ts';
import { announce, Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';

/** What a learner does at work 30, 60 and 90 days after finishing; nothing when no check is open. */
export const ChecklistCard = () => {
  const t = useT('checklist');
  const { value, load } = useLoaded(useCallback(() => myChecks(), []));
  const [thanked, setThanked] = useState(false);
  const due = value?.[0];
  const done = (): void => {
    setThanked(true);
    announce(t('thanks'));
    load();
  };
  if (due !== undefined) return <Due key={`${due.quest} ${due.mark}`} due={due} onDone={done} />;
  if (!thanked) return null;
  return (
    <Card aria-label={t('title')}>
      <p className="page-good">{t('thanks')}</p>
    </Card>
  );
};

const Due = ({ due, onDone }: { due: CheckDue; onDone: () => void }) => {
  const t = useT('checklist');
  const [seen, setSeen] = useState(() => due.items.map(() => false));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const send = (): void => {
    setBusy(true);
    setFault(undefined);
    answerCheck(due.quest, seen).then(onDone, (f: unknown) => {
      setBusy(false);
      setFault(faultText(faultOf(f)));
    });
  };
  return (
    <Card aria-label={t('title')}>
      <h2>
        <Icon name="memo" size={28} /> {t('title')}
      </h2>
      <p>{t('lead', { n: due.mark })}</p>
      <fieldset className="checklist">
        <legend className="sr-only">{t('legend')}</legend>
        {due.items.map((item, i) => (
          <label key={pick(item)} lang={pickedLang(item)}>
            <input
              type="checkbox"
              checked={seen[i] ?? false}
              onChange={(e) => setSeen(seen.map((s, at) => (at === i ? e.target.checked : s)))}
            />
            {pick(item)}
          </label>
        ))}
      </fieldset>
      <p className="checklist-note">{t('note')}</p>
      {fault !== undefined && <p role="alert">{fault}</p>}
      <Button look="cta" disabled={busy} onClick={send}>
        {t('send')}
      </Button>
    </Card>
  );
};
