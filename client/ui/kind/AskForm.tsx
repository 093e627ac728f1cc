import { useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import type { AskList } from '../../../server/domain/api-kind.ts';
import { MOST_ASK_TEXT, MOST_TITLE } from '../../../server/domain/ask.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { askColleagues } from '../../net/kind.ts';
import { loadQuest } from '../../net/quest.ts';
import { quest } from '../../stores/quest.ts';
import { go } from '../../stores/screen.ts';
import { SelectField } from '../hall/SelectField.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Field, Sheet } from '../parts/index.ts';
import { TextArea } from './TextArea.tsx';

const LEAST_TITLE = 4;
const MOST_BOUNTY_DIGITS = 5;

type Props = {
  rules: Pick<AskList, 'most' | 'openDays' | 'balance'>;
  me: Me;
  about: string | undefined;
  onClose: () => void;
};

/** A new question: title, text, what it is about, and the bounty that leaves the purse at once. */
export const AskForm = ({ rules, me, about, onClose }: Props) => {
  const t = useT('kind');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [station, setStation] = useState(about ?? '');
  const [bounty, setBounty] = useState('0');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const most = me.person.guest ? 0 : Math.min(rules.most, rules.balance);
  const coins = Number.parseInt(bounty, 10) || 0;
  const length = [...title.trim()].length;
  const right =
    length >= LEAST_TITLE && length <= MOST_TITLE && coins <= most && [...text].length <= MOST_ASK_TEXT;
  const send = (): void => {
    if (!right || busy) return;
    setBusy(true);
    const place = station === '' ? {} : { station };
    askColleagues({ title: title.trim(), text: text.trim(), bounty: coins, ...place })
      .then(
        ({ ask }) => {
          onClose();
          void loadQuest();
          go({ name: 'asks', ask: ask.id });
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Sheet title={t('ask.new')} onClose={onClose}>
      <form
        className="form ask-form"
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        <Field
          label={t('ask.form.title')}
          hint={t('ask.form.title.hint', { least: LEAST_TITLE, most: MOST_TITLE })}
          value={title}
          maxLength={MOST_TITLE}
          data-first
          onChange={(e) => setTitle(e.target.value)}
        />
        <TextArea label={t('ask.form.text')} value={text} most={MOST_ASK_TEXT} rows={4} onChange={setText} />
        <Stations value={station} onPick={setStation} />
        <Field
          label={t('ask.form.bounty')}
          inputMode="numeric"
          value={bounty}
          hint={
            me.person.guest
              ? t('ask.form.guest')
              : t('ask.form.bounty.hint', { most, days: rules.openDays, n: number(rules.balance) })
          }
          fault={coins > most ? t('ask.form.bounty.most', { most }) : undefined}
          onChange={(e) => setBounty(e.target.value.replace(/\D/gu, '').slice(0, MOST_BOUNTY_DIGITS))}
        />
        <FaultNote code={fault} />
        <Button look="cta" wide type="submit" busy={busy} aria-disabled={!right || undefined}>
          {coins > 0 ? t('ask.form.go', { count: coins }) : t('ask.form.free')}
        </Button>
      </form>
    </Sheet>
  );
};

/** The stations that I know already. */
const Stations = ({ value, onPick }: { value: string; onPick: (station: string) => void }) => {
  const t = useT('kind');
  const islands = useStore(quest, (s) => s.view?.islands) ?? [];
  const open = islands.flatMap((i) =>
    i.stations
      .filter((s) => s.state !== 'locked')
      .map((s) => ({ value: s.id, label: `${pick(i.name)} · ${pick(s.name)}` })),
  );
  const options = [{ value: '', label: t('ask.form.any') }, ...open];
  return <SelectField label={t('ask.form.about')} value={value} options={options} onPick={onPick} />;
};
