import { App, Button, Input, Tag } from 'antd';
import { useState } from 'react';
import type { BillNoteRow } from '../../../server/domain/api-bill.ts';
import { dayAndTime, useT } from '../../i18n/index.ts';
import { answerBillNote, loadBillNotes } from '../../net/bill.ts';
import { faultLine } from '../parts/fault-line.ts';
import { useLoaded } from '../parts/use-loaded.ts';

const MOST_WORDS = 500;
type Notes = Awaited<ReturnType<typeof loadBillNotes>>;

/** What learners say is wrong on their bills; an answer goes out as a message. Nothing when nobody has said anything. */
export const BillNotes = ({ zone }: { zone: string }) => {
  const t = useT('bill');
  const { value, setValue } = useLoaded(loadBillNotes);
  if (value === undefined || value.notes.length === 0) return null;
  return (
    <section aria-label={t('studio.title')}>
      <h2 className="care-past">{t('studio.title')}</h2>
      <p>{value.waiting === 0 ? t('studio.none') : t('studio.lead')}</p>
      <ul className="care-list">
        {value.notes.map((note) => (
          <li key={note.id}>
            <Note note={note} zone={zone} onDone={setValue} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Note = ({
  note,
  zone,
  onDone,
}: {
  note: BillNoteRow;
  zone: string;
  onDone: (notes: Notes) => void;
}) => {
  const t = useT('bill');
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = (): void => {
    setBusy(true);
    answerBillNote(note.id, text.trim())
      .then(
        (notes) => {
          onDone(notes);
          void message.success(t('studio.sent'));
        },
        (error: unknown) => void message.error(faultLine(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <article className="care-report">
      <p>
        <b>{note.person.name}</b> <Tag>{t(`line.${note.line}`)}</Tag> {dayAndTime(note.at, zone)}
      </p>
      <blockquote>{note.text}</blockquote>
      {note.answer !== null ? (
        <p>{t('studio.done', { name: note.answeredBy ?? '', text: note.answer })}</p>
      ) : (
        <>
          <Input.TextArea
            aria-label={t('studio.reply')}
            value={text}
            maxLength={MOST_WORDS}
            rows={2}
            onChange={(e) => setText(e.target.value)}
          />
          <Button size="large" loading={busy} disabled={text.trim() === ''} onClick={send}>
            {t('studio.send')}
          </Button>
        </>
      )}
    </article>
  );
};
