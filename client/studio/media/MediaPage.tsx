import './media.css';
import { Empty, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { MediaView } from '../../../server/domain/api-bank.ts';
import { number } from '../../i18n/index.ts';
import { loadMedia } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { type MediaFilter, mediaFound, sizeText } from './found.ts';
import { MediaCard } from './MediaCard.tsx';
import { Upload } from './Upload.tsx';

const SHOWN = 60;
const KINDS = ['all', 'picture', 'sound', 'unused'] as const;

/** Pictures and sounds of the company: described, used, brought in, cleared out. */
export const MediaPage = ({ me }: { me: Me }) => {
  const t = useS('bank');
  const { value: media, fault, reload, setValue } = useLoaded(loadMedia);
  const [filter, setFilter] = useState<MediaFilter>({ text: '', kind: 'all' });
  const [most, setMost] = useState(SHOWN);
  const found = useMemo(() => mediaFound(media ?? [], filter), [media, filter]);
  const put = (next: MediaView): void =>
    setValue([next, ...(media ?? []).filter((m) => m.name !== next.name)]);
  const change = (next: MediaView): void =>
    setValue(media?.map((m) => (m.name === next.name ? { ...next, uses: m.uses } : m)));
  const total = media?.reduce((n, m) => n + m.size, 0) ?? 0;
  return (
    <>
      <header className="studio-head">
        <h1>{t('media')}</h1>
        {media !== undefined && (
          <p>{t('media.lead', { count: media.length, n: number(media.length), size: sizeText(total) })}</p>
        )}
      </header>
      <Upload onDone={put} />
      <Loaded ready={media !== undefined} fault={fault} onRetry={reload}>
        <div className="media-tools">
          <Input
            allowClear
            aria-label={t('media.search')}
            placeholder={t('media.search')}
            value={filter.text}
            onChange={(e) => setFilter({ ...filter, text: e.target.value })}
          />
          <Segmented
            aria-label={t('filter')}
            value={filter.kind}
            options={KINDS.map((value) => ({ value, label: t(`media.${value}`) }))}
            onChange={(kind) => setFilter({ ...filter, kind })}
          />
          <span role="status">{t('media.found', { count: found.length })}</span>
        </div>
        {found.length === 0 && (
          <Empty description={t(media?.length === 0 ? 'media.none' : 'media.not_found')} />
        )}
        <ul className="media-grid">
          {found.slice(0, most).map((m) => (
            <li key={m.name}>
              <MediaCard
                media={m}
                zone={me.org.zone}
                onChange={change}
                onGone={() => setValue(media?.filter((x) => x.name !== m.name))}
              />
            </li>
          ))}
        </ul>
        {found.length > most && (
          <button type="button" className="media-more" onClick={() => setMost(most + SHOWN)}>
            {t('media.more', { count: found.length - most })}
          </button>
        )}
      </Loaded>
    </>
  );
};
