import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useS } from '../../i18n/index.ts';

type Props = { onClose: () => void; onGo: (text: string) => void };

/** A question goes back to its author only with a word of why. */
export const SendBack = ({ onClose, onGo }: Props) => {
  const t = useS('bank');
  const [text, setText] = useState('');
  const isSaid = text.trim() !== '';
  return (
    <Modal
      open
      title={t('review.back')}
      okText={t('review.back')}
      okButtonProps={{ disabled: !isSaid }}
      onOk={() => onGo(text.trim())}
      onCancel={onClose}
    >
      <div className="bank-form">
        <label htmlFor="review-why">{t('review.why')}</label>
        <Input.TextArea
          id="review-why"
          autoFocus
          rows={4}
          maxLength={4000}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && isSaid) onGo(text.trim());
          }}
        />
        <small>{t('review.why.key')}</small>
      </div>
    </Modal>
  );
};
