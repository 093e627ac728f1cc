import { useT } from '../../i18n/index.ts';
import { useFaultText } from '../fault-text.ts';
import { Icon } from './Icon.tsx';

/** Why something failed and what to do now, beside the button that failed. */
export const FaultNote = ({ code }: { code: string | undefined }) => {
  const t = useT('common');
  const text = useFaultText();
  if (code === undefined) return null;
  return (
    <p className="fault-note" role="alert">
      <Icon name="ring-buoy" size={22} label={t('fault.title')} />
      <span>{text(code)}</span>
    </p>
  );
};
