import { useCallback, useEffect, useState } from 'react';
import type { NoteView, ReadingWall as Wall } from '../../../server/domain/api-kind.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { likeNote, loadWall } from '../../net/kind.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { FaceLine } from './FaceLine.tsx';
import { LikeButton } from './LikeButton.tsx';
import { ReportButton } from './ReportButton.tsx';

/** What colleagues read, newest first; asked for anew when `again` changes. */
export const ReadingWall = ({ again }: { again: number }) => {
  const t = useT('kind');
  const [wall, setWall] = useState<Wall>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const fetchPage = useCallback((before?: string): void => {
    setBusy(true);
    setFault(undefined);
    loadWall(before)
      .then(
        (page) =>
          setWall((w) => ({
            ...page,
            notes: [...(before === undefined ? [] : (w?.notes ?? [])), ...page.notes],
          })),
        (error: unknown) => setFault(faultOf(error)),
      )
      .finally(() => setBusy(false));
  }, []);
  useEffect(() => {
    if (again >= 0) fetchPage();
  }, [again, fetchPage]);
  const change = (next: NoteView): void =>
    setWall((w) => w && { ...w, notes: w.notes.map((n) => (n.id === next.id ? next : n)) });
  return (
    <Card aria-label={t('wall')} aria-busy={busy}>
      <h2>{t('wall')}</h2>
      {fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button look="mini" onClick={() => fetchPage()}>
            {t('again')}
          </Button>
        </>
      )}
      {wall === undefined && fault === undefined && <Waiting />}
      {wall?.notes.length === 0 && (
        <p className="kind-none">
          <Icon name="books" size={64} />
          {t('wall.empty')}
        </p>
      )}
      <ul className="wall">
        {wall?.notes.map((note) => (
          <li key={note.id} className="wall-note">
            <p className="kind-text">{note.text}</p>
            <footer>
              <FaceLine face={note.author} mine={note.mine}>
                {whenOf(note.at, Date.now())}
              </FaceLine>
              <LikeButton
                {...note}
                name={note.author.name}
                onLike={(on) => likeNote(note.id, on).then(change)}
              />
              {!note.mine && <ReportButton kind="reading" obj={note.id} name={note.author.name} />}
            </footer>
          </li>
        ))}
      </ul>
      {wall?.next !== undefined && (
        <p className="kind-more">
          <Button busy={busy} onClick={() => fetchPage(wall.next)}>
            {t('more')}
          </Button>
        </p>
      )}
    </Card>
  );
};
