import './picker.css';
import { Alert, Button, Empty, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { MediaView } from '../../../server/domain/api-bank.ts';
import { MOST_MEDIA } from '../../../server/domain/media.ts';
import { foldForSearch } from '../../../server/domain/question-search.ts';
import { loadMedia, uploadMedia } from '../../net/bank.ts';
import { Icon } from '../../ui/parts/index.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { chosenOf } from '../importing/files.ts';
import { faultLine } from '../parts/fault-line.ts';

type Props = { onPick: (medium: MediaView) => void; onClose: () => void };

/** The library as a dialog: choose one, or bring a new file with its alternative text. */
export const MediaPicker = ({ onPick, onClose }: Props) => {
  const t = useS('editor');
  const [media, setMedia] = useState<MediaView[]>();
  const [fault, setFault] = useState<string>();
  const [text, setText] = useState('');
  useEffect(() => {
    loadMedia().then(setMedia, (f: unknown) => {
      setMedia([]);
      setFault(faultLine(f));
    });
  }, []);
  const found = media?.filter((m) => foldForSearch(m.alt).includes(foldForSearch(text)));
  return (
    <Modal open title={t('media.title')} footer={null} width={720} onCancel={onClose}>
      <div className="media-picker">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        <NewMedium onPick={onPick} />
        <Input
          allowClear
          aria-label={t('media.search')}
          placeholder={t('media.search')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        {media === undefined && <Waiting />}
        {found?.length === 0 && <Empty description={t('media.none')} />}
        <ul className="media-grid">
          {found?.map((m) => (
            <li key={m.name}>
              <button type="button" aria-label={t('media.insert', { alt: m.alt })} onClick={() => onPick(m)}>
                {m.kind === 'picture' ? (
                  <img src={m.url} alt="" loading="lazy" />
                ) : (
                  <Icon name="speaker-high-volume" size={48} />
                )}
                <span>{m.alt}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
};

const ACCEPT = '.png,.jpg,.jpeg,.gif,.webp,.svg,.mp3,.ogg,.wav,.m4a';

const NewMedium = ({ onPick }: Pick<Props, 'onPick'>) => {
  const t = useS('editor');
  const [chosen, setChosen] = useState<File>();
  const [alt, setAlt] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > MOST_MEDIA.sound) return setFault(t('media.large'));
    setBusy(true);
    setFault(undefined);
    try {
      const [sent] = await chosenOf([chosen]);
      onPick(await uploadMedia({ fileName: chosen.name, base64: sent?.base64 ?? '', alt: alt.trim() }));
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  return (
    <fieldset className="media-new">
      <legend>{t('media.upload')}</legend>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      <input
        type="file"
        accept={ACCEPT}
        aria-label={t('media.file')}
        onChange={(e) => setChosen(e.target.files?.[0])}
      />
      {chosen !== undefined && (
        <>
          <Input
            aria-label={t('media.alt')}
            placeholder={t('media.alt')}
            maxLength={500}
            value={alt}
            onChange={(e) => setAlt(e.target.value)}
            onPressEnter={() => alt.trim() !== '' && void send()}
          />
          <small>{t('media.alt.note')}</small>
          <Button type="primary" loading={busy} disabled={alt.trim() === ''} onClick={() => void send()}>
            {t('media.send')}
          </Button>
        </>
      )}
    </fieldset>
  );
};
