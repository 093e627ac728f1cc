import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { MOST_WORDS } from '../../../server/domain/assignment.ts';
import { number, useT } from '../../i18n/index.ts';
import { type Save, work } from '../../stores/assignment.ts';
import { useFaultText } from '../fault-text.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { Clock } from '../play/Notes.tsx';
import { Conflict } from './Conflict.tsx';
import { Files } from './Files.tsx';
import { Comment } from './HandedIn.tsx';
import { Submit } from './Submit.tsx';
import { write } from './sync.ts';
import { addFiles } from './uploads.ts';

/** Where the work is written: text that saves itself, files by button, drop, paste and camera, and handing in. */
export const Desk = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const text = useStore(work, (s) => s.text);
  const theirs = useStore(work, (s) => s.theirs);
  const [asking, setAsking] = useState(false);
  const { station, assignment, submission } = view;
  const drop = useDrop(station, assignment.accepts);
  const words = assignment.accepts.includes('text');
  const files = assignment.accepts.some((a) => a !== 'text');
  return (
    <Card className={`desk${drop.over ? ' desk-over' : ''}`} aria-labelledby="camp-yours" {...drop.on}>
      <h2 id="camp-yours" tabIndex={-1}>
        <Icon name="writing-hand" size={26} />
        {t('yours')}
      </h2>
      {submission.state === 'returned' && <Returned view={view} />}
      {theirs !== undefined && <Conflict mine={text} theirs={theirs} />}
      {words && (
        <div className="desk-words">
          <textarea
            aria-label={t('write')}
            placeholder={t('write.hint')}
            value={text}
            maxLength={MOST_WORDS}
            rows={10}
            onChange={(e) => write(e.target.value)}
          />
          <SaveMark letters={[...text].length} />
        </div>
      )}
      {files && <Files view={view} />}
      <Button look="cta" wide onClick={() => setAsking(true)}>
        {t(submission.state === 'returned' ? 'again' : 'submit')}
      </Button>
      {asking && <Submit view={view} onClose={() => setAsking(false)} />}
    </Card>
  );
};

/** Dropped and pasted files; the number of children the pointer entered tells when it has really left. */
const useDrop = (station: string, accepts: readonly string[]) => {
  const [depth, setDepth] = useState(0);
  const takes = accepts.some((a) => a !== 'text');
  const carries = (e: DragEvent): boolean => takes && e.dataTransfer.types.includes('Files');
  const take = (files: FileList): void => void addFiles(station, [...files]);
  return {
    over: depth > 0,
    on: {
      onDragEnter: (e: DragEvent) => carries(e) && setDepth((n) => n + 1),
      onDragLeave: (e: DragEvent) => carries(e) && setDepth((n) => Math.max(0, n - 1)),
      onDragOver: (e: DragEvent) => carries(e) && e.preventDefault(),
      onDrop: (e: DragEvent) => {
        if (!carries(e)) return;
        e.preventDefault();
        setDepth(0);
        take(e.dataTransfer.files);
      },
      onPaste: (e: ClipboardEvent) => {
        if (!takes || e.clipboardData.files.length === 0) return;
        e.preventDefault();
        take(e.clipboardData.files);
      },
    },
  };
};

const SIGN: Record<Save, string> = { saved: '✓', saving: '', pending: '', refused: '!' };

/** Whether what is written is on the server, and how long it is. */
const SaveMark = ({ letters }: { letters: number }) => {
  const t = useT('assignment');
  const errors = useFaultText();
  const save = useStore(work, (s) => s.save);
  const trouble = useStore(work, (s) => s.trouble);
  const empty = letters === 0 && save === 'saved';
  return (
    <p className="desk-foot">
      <span className={`save save-${empty ? 'empty' : save}`} role="status">
        {save === 'pending' && <Clock />}
        {save === 'saving' && <span className="spinner" aria-hidden="true" />}
        {!empty && SIGN[save] !== '' && <i aria-hidden="true">{SIGN[save]}</i>}
        {empty ? t('save.empty') : t(`save.${save}`)}
        {trouble !== undefined && ` ${errors(trouble)}`}
      </span>
      <span className="num">{t('letters', { n: number(letters) })}</span>
    </p>
  );
};

/** What the trainer said of the last one, above the box in which it is mended. */
const Returned = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  return (
    <div className="camp-state camp-returned" role="status">
      <Icon name="counterclockwise-arrows-button" size={36} />
      <div>
        <h3>{t('returned')}</h3>
        <Comment view={view} />
      </div>
    </div>
  );
};
