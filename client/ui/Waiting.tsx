import { useT } from '../i18n/index.ts';

/** Something is being fetched; said to screen readers too. */
export const Waiting = ({ text }: { text?: string }) => {
  const t = useT('common');
  return (
    <p className="wait-pill" role="status">
      <span className="spinner" aria-hidden="true" />
      {text ?? t('loading')}
    </p>
  );
};
