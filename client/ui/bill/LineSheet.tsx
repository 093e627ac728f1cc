import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BillEvent, BillView } from '../../../server/domain/api-bill.ts';
import type { BillLine } from '../../../server/domain/bill.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { loadBillEvents, noteBill } from '../../net/bill.ts';
import { faultOf } from '../../net/fault.ts';
import { say } from '../../stores/toast.ts';
import { useFetched } from '../honours/use-fetched.ts';
import { TextArea } from '../kind/TextArea.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Sheet } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { amountOf, minutesOf } from './lines.ts';

const MOST_WORDS = 500;
type Props = { me: Me; view: BillView; line: BillLine; onChanged: () => void; onClose: () => void };

/** A line opened: the events it was counted from, and a way to say that it is wrong. */
export const LineSheet = ({ me, view, line, onChanged, onClose }: Props) => {
  const t = useT('bill');
  const { kind, ref } = view.doc;
  const fetchIt = useCallback(() => loadBillEvents(kind, ref, line), [kind, ref, line]);
  const { value, fault } = useFetched(fetchIt);
  const isSkill = line === 'strongest' || line === 'next';
  return (
    <Sheet title={`${t(`line.${line}`)} · ${amountOf(line, view.doc)}`} onClose={onClose}>
      <p className="dialog-lead">{isSkill ? t('behind.skill') : t('behind.lead')}</p>
      <FaultNote code={fault} />
      {value === undefined && fault === undefined && <Waiting />}
      {value !== undefined && <Events me={me} view={view} line={line} first={value} />}
      <Wrong view={view} line={line} onChanged={onChanged} />
    </Sheet>
  );
};

type EventsProps = {
  me: Me;
  view: BillView;
  line: BillLine;
  first: { events: BillEvent[]; next: number | null };
};
const Events = ({ me, view, line, first }: EventsProps) => {
  const t = useT('bill');
  const [more, setMore] = useState(first);
  const [busy, setBusy] = useState(false);
  const { kind, ref } = view.doc;
  const load = (): void => {
    setBusy(true);
    loadBillEvents(kind, ref, line, more.next ?? undefined)
      .then(
        ({ events, next }) => setMore({ events: [...more.events, ...events], next }),
        () => say(t('share.failed'), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  if (more.events.length === 0) return <p className="page-empty">{t('behind.none')}</p>;
  return (
    <>
      <ul className="behind">
        {more.events.map((e) => (
          <li key={e.seq}>
            <time dateTime={new Date(e.at).toISOString()}>{dayAndTime(e.at, me.org.zone)}</time>
            <span>{t(`event.${e.verb}` as 'event.card.viewed')}</span>
            <b className="num">{resultOf(e, t)}</b>
          </li>
        ))}
      </ul>
      {more.next !== null && (
        <Button look="mini" busy={busy} onClick={load}>
          {t('behind.more')}
        </Button>
      )}
    </>
  );
};

const resultOf = (e: BillEvent, t: ReturnType<typeof useT<'bill'>>): string => {
  if (e.amount !== null) return `${e.verb === 'coin.credited' ? '+' : '−'}${number(e.amount)}`;
  if (e.verb === 'question.answered') return e.ok === 1 ? `✓ ${t('event.right')}` : `○ ${t('event.wrong')}`;
  return e.verb === 'activity.span' && e.ms !== null ? minutesOf(e.ms) : '';
};

const Wrong = ({ view, line, onChanged }: Pick<Props, 'view' | 'line' | 'onChanged'>) => {
  const t = useT('bill');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [notes, setNotes] = useState(view.notes);
  const send = (): void => {
    if (text.trim() === '') return;
    setBusy(true);
    setFault(undefined);
    noteBill(view.doc.kind, view.doc.ref, line, text.trim())
      .then(
        (next) => {
          setNotes(next);
          setOpen(false);
          setText('');
          onChanged();
          say(t('wrong.done'), { icon: 'receipt', tone: 'good' });
        },
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className="behind-wrong">
      {notes
        .filter((n) => n.line === line)
        .map((n) => (
          <p key={n.id} className="behind-note">
            <q>{n.text}</q>
            <small>{n.answer === null ? t('wrong.waits') : t('wrong.answer', { text: n.answer })}</small>
          </p>
        ))}
      {!open && (
        <Button look="link" onClick={() => setOpen(true)}>
          {t('wrong.open')}
        </Button>
      )}
      {open && (
        <>
          <TextArea label={t('wrong.label')} value={text} most={MOST_WORDS} rows={3} onChange={setText} />
          <FaultNote code={fault} />
          <Button busy={busy} onClick={send}>
            {t('wrong.send')}
          </Button>
        </>
      )}
    </div>
  );
};
