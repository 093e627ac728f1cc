import { useState } from 'react';
import type { ProfileView } from '../../../server/domain/api-friends.ts';
import {
  anyLook,
  isOpen,
  LOOK_SLOTS,
  type Look,
  type LookPart,
  type LookSlot,
  partsOf,
  writeLook,
} from '../../../server/domain/look.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { saveLook } from '../../net/people.ts';
import { go } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, announce, Button, Icon, Sheet } from '../parts/index.ts';
import { beginWith, tryLook, tryPart, undo } from './look-history.ts';
import { usePartName } from './part-names.ts';

type Props = {
  worn: Look;
  owned: readonly string[];
  onSaved: (next: ProfileView) => void;
  onClose: () => void;
};

/** Builds a critter from parts with a live preview; locked parts are in the mall. */
export const LookEditor = ({ worn, owned, onSaved, onClose }: Props) => {
  const t = useT('people');
  const [tried, setTried] = useState(() => beginWith(worn));
  const [slot, setSlot] = useState<LookSlot>('body');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [shut, setShut] = useState(false);
  const save = (): void => {
    if (busy) return;
    setBusy(true);
    saveLook(tried.look)
      .then(
        (next) => {
          onSaved(next);
          say(t('look.saved'), { avatar: next.face.avatar, tone: 'good' });
          onClose();
        },
        (f: unknown) => setFault(faultOf(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Sheet title={t('look')} onClose={onClose} className="look">
      <div className="look-top">
        <figure className="look-preview" aria-label={t('look.preview')}>
          <Avatar seed={writeLook(tried.look)} size={140} />
        </figure>
        <div className="look-tools">
          <p>{t('look.lead')}</p>
          <Button icon="sparkles" onClick={() => setTried(tryLook(tried, anyLook(Math.random, owned, worn)))}>
            {t('look.random')}
          </Button>
          <Button
            icon="counterclockwise-arrows-button"
            aria-disabled={tried.before.length === 0 || undefined}
            onClick={() => setTried(undo(tried))}
          >
            {t('look.undo')}
          </Button>
        </div>
      </div>
      <Slots slot={slot} onPick={setSlot} />
      <Parts
        slot={slot}
        look={tried.look}
        openTo={(part) => isOpen(part, owned, worn)}
        onPick={(part) => setTried(tryPart(tried, part.slot, part.part))}
        onLocked={() => setShut(true)}
      />
      {shut && (
        <p className="look-shut">
          {t('look.locked.say')}
          <Button look="mini" onClick={() => go({ name: 'mall' })}>
            {t('look.mall')}
          </Button>
        </p>
      )}
      <FaultNote code={fault} />
      <div className="dialog-acts">
        <Button look="cta" busy={busy} onClick={save}>
          {t('look.save')}
        </Button>
      </div>
    </Sheet>
  );
};

/** Which part of the critter is chosen: one tab stop, arrows move. */
const Slots = ({ slot, onPick }: { slot: LookSlot; onPick: (slot: LookSlot) => void }) => {
  const t = useT('people');
  const walk = (by: number): void => {
    const at = (LOOK_SLOTS.indexOf(slot) + by + LOOK_SLOTS.length) % LOOK_SLOTS.length;
    const next = LOOK_SLOTS[at];
    if (next === undefined) return;
    onPick(next);
    document.getElementById(`slot-${next}`)?.focus();
  };
  return (
    <div className="look-slots" role="tablist" aria-label={t('look.slots')}>
      {LOOK_SLOTS.map((s) => (
        <button
          key={s}
          id={`slot-${s}`}
          type="button"
          role="tab"
          aria-selected={s === slot}
          aria-controls="look-parts"
          tabIndex={s === slot ? 0 : -1}
          className={s === slot ? 'on' : ''}
          onClick={() => onPick(s)}
          onKeyDown={(e) => {
            if (e.key === 'ArrowRight') walk(1);
            if (e.key === 'ArrowLeft') walk(-1);
          }}
        >
          {t(`slot.${s}`)}
        </button>
      ))}
    </div>
  );
};

const COLOURED: readonly LookSlot[] = ['color', 'accent', 'background'];

type PartsProps = {
  slot: LookSlot;
  look: Look;
  openTo: (part: LookPart) => boolean;
  onPick: (part: LookPart) => void;
  onLocked: () => void;
};

/** The parts of one slot, each on the critter as it is now; arrows move between them. */
const Parts = ({ slot, look, openTo, onPick, onLocked }: PartsProps) => {
  const t = useT('people');
  const nameOf = usePartName();
  const parts = partsOf(slot);
  const choose = (part: LookPart): void => {
    if (openTo(part)) onPick(part);
    else {
      announce(t('look.locked.say'));
      onLocked();
    }
  };
  return (
    <div id="look-parts" className="look-parts" role="tabpanel" aria-label={t(`slot.${slot}`)}>
      {parts.map((part, i) => {
        const locked = !openTo(part);
        const name = nameOf(part);
        return (
          <button
            key={part.id}
            type="button"
            data-part={i}
            className={`piece${look[slot] === part.part ? ' piece-on' : ''}${locked ? ' piece-locked' : ''}`}
            aria-pressed={look[slot] === part.part}
            aria-disabled={locked || undefined}
            aria-label={locked ? t('look.locked', { part: name }) : name}
            onClick={() => choose(part)}
            onKeyDown={(e) => {
              const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
              const list = e.currentTarget.parentElement?.children;
              const next = list?.[(i + by + parts.length) % parts.length];
              if (by !== 0 && next instanceof HTMLElement) next.focus();
            }}
          >
            {COLOURED.includes(slot) ? (
              <i className="look-colour" style={{ background: `#${part.part}` }} />
            ) : (
              <Avatar seed={writeLook({ ...look, [slot]: part.part })} size={60} />
            )}
            {locked && <Icon name="locked" size={18} />}
          </button>
        );
      })}
    </div>
  );
};
