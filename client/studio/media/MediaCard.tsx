import { App, Button, Input, Tag } from 'antd';
import { useState } from 'react';
import type { MediaView } from '../../../server/domain/api-bank.ts';
import { MOST_ALT } from '../../../server/domain/media.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { removeMedia, saveAlt } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { SoundPlayer } from '../parts/SoundPlayer.tsx';
import { copyText } from './copy.ts';
import { markOf, sizeText } from './found.ts';

type Props = { media: MediaView; zone: string; onChange: (media: MediaView) => void; onGone: () => void };

/** One picture or sound: what it is, what it says to those who cannot see it, where it is used. */
export const MediaCard = ({ media, zone, onChange, onGone }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const { message } = App.useApp();
  const copy = async (): Promise<void> => {
    if (await copyText(markOf(media))) void message.success(t('media.copied'));
    else void message.info(markOf(media));
  };
  const remove = (): void => {
    removeMedia(media.name).then(onGone, (f: unknown) => void message.error(faultLine(f)));
  };
  return (
    <article className="media-card">
      <div className="media-show">
        {media.kind === 'picture' ? (
          <img src={media.url} alt={media.alt} loading="lazy" decoding="async" />
        ) : (
          <SoundPlayer url={media.url} about={media.alt} />
        )}
      </div>
      <p className="media-about">
        <Tag>{t(`media.${media.kind}`)}</Tag>
        <span>{sizeText(media.size)}</span>
        <span>{media.uses === 0 ? t('media.unused') : t('media.uses', { count: media.uses })}</span>
        <small>{dayAndTime(media.createdAt, zone)}</small>
      </p>
      <AltField media={media} onChange={onChange} />
      <p className="media-acts">
        <Button size="small" onClick={() => void copy()}>
          {t('media.copy')}
        </Button>
        {media.uses === 0 && (
          <Button
            size="small"
            danger
            type="text"
            aria-label={t('media.remove', { alt: media.alt })}
            onClick={remove}
          >
            {ts('remove')}
          </Button>
        )}
      </p>
    </article>
  );
};

const AltField = ({ media, onChange }: Pick<Props, 'media' | 'onChange'>) => {
  const t = useS('bank');
  const [text, setText] = useState(media.alt);
  const [fault, setFault] = useState<string>();
  const save = async (): Promise<void> => {
    const next = text.trim();
    if (next === media.alt) return;
    if (next === '') return setFault(t('media.alt.need'));
    try {
      onChange(await saveAlt(media.name, next));
      setFault(undefined);
    } catch (f) {
      setFault(faultLine(f));
    }
  };
  return (
    <div className="media-alt">
      <small aria-hidden="true">{t('media.alt')}</small>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 4 }}
        aria-label={t('media.alt')}
        value={text}
        maxLength={MOST_ALT}
        status={fault === undefined ? '' : 'error'}
        onChange={(e) => setText(e.target.value)}
        onBlur={() => void save()}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.nativeEvent.isComposing) {
            e.preventDefault();
            e.currentTarget.blur();
          }
          if (e.key === 'Escape') setText(media.alt);
        }}
      />
      {fault !== undefined && (
        <small role="alert" className="media-fault">
          {fault}
        </small>
      )}
    </div>
  );
};
