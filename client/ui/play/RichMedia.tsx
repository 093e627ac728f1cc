import { useState } from 'react';
import { createPortal } from 'react-dom';
import { blocksOf, type Run } from '../../../server/domain/rich-text.ts';
import { useT } from '../../i18n/index.ts';
import { Button, Dialog } from '../parts/index.ts';

/** Where a medium of a question is fetched. */
export const mediaUrl = (name: string): string => `/api/media/${encodeURIComponent(name)}`;

type Medium = { name: string; alt: string };

/** The picture over the whole screen. */
const Enlarged = ({ name, alt, onClose }: Medium & { onClose: () => void }) => {
  const t = useT('play');
  return createPortal(
    <Dialog title={alt === '' ? t('picture') : alt} onClose={onClose} className="rich-enlarged">
      <img src={mediaUrl(name)} alt={alt} />
    </Dialog>,
    document.getElementById('ui') ?? document.body,
  );
};

/** A picture that fills the screen when it is pressed; where it cannot be fetched, its alternative text. */
export const RichPicture = ({ name, alt }: Medium) => {
  const t = useT('play');
  const [large, setLarge] = useState(false);
  const [lost, setLost] = useState(false);
  if (lost) return <span className="rich-lost">{t('picture.lost', { alt })}</span>;
  return (
    <>
      <button
        type="button"
        className="rich-picture"
        aria-label={t('picture.enlarge', { alt })}
        onClick={() => setLarge(true)}
      >
        <img src={mediaUrl(name)} alt={alt} loading="lazy" onError={() => setLost(true)} />
      </button>
      {large && <Enlarged name={name} alt={alt} onClose={() => setLarge(false)} />}
    </>
  );
};

/** A sound with the browser's own controls, named by its alternative text. */
export const RichSound = ({ name, alt }: Medium) => {
  const t = useT('play');
  return (
    <span className="rich-sound">
      <audio controls preload="none" src={mediaUrl(name)} aria-label={alt === '' ? t('sound') : alt}>
        <track kind="captions" label={alt} />
      </audio>
      {alt !== '' && <span className="rich-caption">{alt}</span>}
    </span>
  );
};

const isMedium = (run: Run): run is Extract<Run, { name: string }> => 'name' in run;

/** The media of a text that a button shows: what can be played or enlarged stands beside the button. */
export const MediaBeside = ({ body }: { body: string }) => {
  const t = useT('play');
  const [large, setLarge] = useState<Medium>();
  const media = blocksOf(body)
    .flatMap((b) => (b.kind === 'code' ? [] : b.kind === 'list' ? b.items.flat() : b.runs))
    .filter(isMedium);
  if (media.length === 0) return null;
  return (
    <span className="rich-beside">
      {media.map((run) =>
        run.kind === 'sound' ? (
          <RichSound key={run.name} name={run.name} alt={run.text} />
        ) : (
          <Button
            key={run.name}
            look="mini"
            aria-label={t('picture.enlarge', { alt: run.text })}
            onClick={() => setLarge({ name: run.name, alt: run.text })}
          >
            {t('picture.larger')}
          </Button>
        ),
      )}
      {large !== undefined && <Enlarged {...large} onClose={() => setLarge(undefined)} />}
    </span>
  );
};
