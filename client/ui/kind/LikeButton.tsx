import { useState } from 'react';
import { number, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Button } from '../parts/index.ts';

type Props = {
  likes: number;
  liked: boolean;
  /** Whose it is, for screen readers. */
  name: string;
  mine: boolean;
  onLike: (on: boolean) => Promise<void>;
};

/** Likes and takes it back; one's own only counts. */
export const LikeButton = ({ likes, liked, name, mine, onLike }: Props) => {
  const t = useT('kind');
  const [busy, setBusy] = useState(false);
  if (mine)
    return likes === 0 ? null : <span className="like-count">{t('like.count', { count: likes })}</span>;
  const flip = (): void => {
    setBusy(true);
    onLike(!liked)
      .catch((error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }))
      .finally(() => setBusy(false));
  };
  return (
    <Button
      look="mini"
      icon="thumbs-up"
      busy={busy}
      aria-pressed={liked}
      className={liked ? 'like like-on' : 'like'}
      onClick={flip}
    >
      {t(liked ? 'like.done' : 'like')}
      {likes > 0 && <span className="num">{number(likes)}</span>}
      <span className="sr-only">{t('like.of', { name })}</span>
    </Button>
  );
};
