import { useCallback, useEffect, useRef, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BillDoc } from '../../../server/domain/bill.ts';
import { useT } from '../../i18n/index.ts';
import { tellShared } from '../../net/bill.ts';
import { say } from '../../stores/toast.ts';
import { Button, Sheet, Switch } from '../parts/index.ts';
import { drawShared, sharedOf } from './share-picture.ts';

type Props = { me: Me; doc: BillDoc; onClose: () => void };

const download = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** A picture of the bill: drawn here, saved by my own hand, with my name only when I tick it. */
export const ShareSheet = ({ me, doc, onClose }: Props) => {
  const t = useT('bill');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [agreed, setAgreed] = useState(false);
  const [named, setNamed] = useState(false);
  const fail = useCallback((): void => say(t('share.failed'), { tone: 'bad' }), [t]);
  const name = named ? me.person.name : undefined;
  useEffect(() => {
    if (!agreed || canvas.current === null) return;
    drawShared(canvas.current, sharedOf(doc, name)).catch(fail);
  }, [agreed, name, doc, fail]);
  const save = (): void => {
    canvas.current?.toBlob((blob) => {
      if (blob === null) return fail();
      download(blob, `bill-${doc.kind}-${doc.ref}.png`);
      tellShared(doc.kind, doc.ref, 'file');
    }, 'image/png');
  };
  return (
    <Sheet title={t('share.title')} onClose={onClose} className="bill-share">
      <p className="dialog-lead">{t('share.lead')}</p>
      <Switch label={t('share.agree')} on={agreed} onFlip={setAgreed} />
      {agreed && <Switch label={t('share.name')} on={named} onFlip={setNamed} />}
      {agreed && <canvas ref={canvas} className="share-picture" role="img" aria-label={t('share.alt')} />}
      {agreed && (
        <div className="dialog-acts">
          <Button look="cta" icon="outbox-tray" onClick={save}>
            {t('share.save')}
          </Button>
        </div>
      )}
    </Sheet>
  );
};
