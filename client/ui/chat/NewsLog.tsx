import { useEffect, useRef, useState } from 'react';
import type { ChatLine } from '../../../server/domain/api-chat.ts';
import { useT } from '../../i18n/index.ts';
import type { Talk } from '../../stores/chat.ts';

/** What comes within this time is read out in one go. */
const BATCH_MS = 1_200;
const KEPT = 8;

/** What others say while the conversation is open, for screen readers: polite and in batches. */
export const NewsLog = ({ me, talk }: { me: string; talk: Talk }) => {
  const t = useT('chat');
  const { lines, faces, view } = talk;
  const [told, setTold] = useState<ChatLine[]>([]);
  const upTo = useRef(lines.at(-1)?.seq ?? 0);
  useEffect(() => {
    const timer = setTimeout(() => {
      const news = lines.filter((l) => l.seq > upTo.current && l.person !== me && l.gone === undefined);
      upTo.current = Math.max(upTo.current, lines.at(-1)?.seq ?? 0);
      if (news.length > 0) setTold((before) => [...before, ...news].slice(-KEPT));
    }, BATCH_MS);
    return () => clearTimeout(timer);
  }, [lines, me]);
  const gone = new Set(lines.filter((l) => l.gone !== undefined).map((l) => l.seq));
  return (
    <div className="sr-only" role="log" aria-live="polite" aria-label={t('log.new')} data-channel={view.id}>
      {told
        .filter((l) => !gone.has(l.seq))
        .map((l) => (
          <p key={l.seq}>{t('last.by', { name: faces[l.person]?.name ?? t('name.gone'), text: l.text })}</p>
        ))}
    </div>
  );
};
