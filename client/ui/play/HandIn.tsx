import { useT } from '../../i18n/index.ts';
import { Button, Dialog } from '../parts/index.ts';
import type { ExamCell } from './ExamGrid.tsx';

type Props = { cells: ExamCell[]; onClose: () => void; onHandIn: () => void; onGo: (index: number) => void };

/** Asks once before an exam is handed in, and lists what is blank or flagged. */
export const HandIn = ({ cells, onClose, onHandIn, onGo }: Props) => {
  const t = useT('play');
  const places = (wanted: (cell: ExamCell) => boolean) =>
    cells.flatMap((cell, i) => (wanted(cell) ? [i] : []));
  const blank = places((c) => !c.answered);
  const flagged = places((c) => c.flagged);
  return (
    <Dialog title={t('hand.in.title')} onClose={onClose} sheet className="hand-in">
      {blank.length === 0 ? (
        <p>{t('hand.in.full')}</p>
      ) : (
        <Places label={t('hand.in.blank', { n: blank.length })} places={blank} onGo={onGo} />
      )}
      {flagged.length > 0 && (
        <Places label={t('hand.in.flagged', { n: flagged.length })} places={flagged} onGo={onGo} />
      )}
      <p className="hand-in-note">{t('hand.in.note')}</p>
      <div className="result-acts">
        <Button look="soft" onClick={onClose}>
          {t('hand.in.back')}
        </Button>
        <Button look="cta" onClick={onHandIn}>
          {t('hand.in')}
        </Button>
      </div>
    </Dialog>
  );
};

const Places = ({
  label,
  places,
  onGo,
}: {
  label: string;
  places: number[];
  onGo: (index: number) => void;
}) => {
  const t = useT('play');
  return (
    <section className="hand-in-places" aria-label={label}>
      <h3>{label}</h3>
      <ul>
        {places.map((i) => (
          <li key={i}>
            <button
              type="button"
              className="cell"
              aria-label={t('grid.go', { n: i + 1 })}
              onClick={() => onGo(i)}
            >
              <span className="num">{i + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
