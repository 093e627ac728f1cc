import { useT } from '../../i18n/index.ts';
import { Button, Dialog } from '../parts/index.ts';

type Props = {
  title: string;
  note: string;
  go: string;
  busy?: boolean;
  onGo: () => void;
  onClose: () => void;
};

/** Asks once before something that changes how two people stand. */
export const Sure = ({ title, note, go, busy = false, onGo, onClose }: Props) => {
  const common = useT('common');
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{note}</p>
      <div className="dialog-acts">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button look="danger" busy={busy} onClick={onGo}>
          {go}
        </Button>
      </div>
    </Dialog>
  );
};
