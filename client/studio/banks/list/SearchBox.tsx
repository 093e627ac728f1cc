import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useS } from '../../i18n/index.ts';

const PAUSE_MS = 200;

type Props = { text: string; box: RefObject<InputRef | null>; onText: (text: string) => void };

/** Searches when the typing pauses; Enter does not wait, and a composing IME is left in peace. */
export const SearchBox = ({ text, box, onText }: Props) => {
  const t = useS('bank');
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const composing = useRef(false);
  useEffect(() => {
    clearTimeout(timer.current);
    setTyped(text);
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (next: string, ms: number): void => {
    clearTimeout(timer.current);
    if (!composing.current) timer.current = setTimeout(() => onText(next), ms);
  };
  return (
    <Input
      ref={box}
      className="list-search"
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('search.label')}
      placeholder={t('search.hint')}
      value={typed}
      maxLength={200}
      onChange={(e) => {
        setTyped(e.target.value);
        tell(e.target.value, e.target.value === '' ? 0 : PAUSE_MS);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(e) => {
        composing.current = false;
        tell(e.currentTarget.value, PAUSE_MS);
      }}
      onPressEnter={() => tell(typed, 0)}
    />
  );
};
