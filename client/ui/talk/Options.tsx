import { type KeyboardEvent, useEffect, useRef } from 'react';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import type { Talk } from '../../stores/talk.ts';
import { Key, Phrases } from '../parts/index.ts';
import { isTyping, optionOfKey, useKeys } from '../play/use-keys.ts';

type Choice = NonNullable<Talk['choice']>;
type Props = { choice: Choice; onChoose: (option: string) => void };

const STEP: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** What I can say now: 1 to 4, arrows, or a tap. The group has the focus, so that no answer is lit before it is meant. */
export const Options = ({ choice, onChoose }: Props) => {
  const t = useT('talk');
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (choice.node !== '') group.current?.focus({ preventScroll: true });
  }, [choice.node]);
  useKeys(true, (event) => {
    const at = isTyping(event.target) || !/^\d$/u.test(event.key) ? undefined : optionOfKey(event.key);
    const option = at === undefined ? undefined : choice.options[at];
    if (option !== undefined) onChoose(option.id);
  });
  const walk = (event: KeyboardEvent): void => {
    const by = STEP[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((b) => b.matches(':focus'));
    const next = at < 0 ? (by > 0 ? 0 : buttons.length - 1) : (at + by + buttons.length) % buttons.length;
    buttons[next]?.focus();
  };
  return (
    <fieldset className="talk-options" ref={group} tabIndex={-1} onKeyDown={walk}>
      <legend>{t('your.turn')}</legend>
      {choice.options.map((option, i) => (
        <button
          key={option.id}
          type="button"
          className="talk-option"
          lang={pickedLang(option.text)}
          onClick={() => onChoose(option.id)}
        >
          <Key>{String(i + 1)}</Key>
          <span>
            <Phrases text={pick(option.text)} />
          </span>
        </button>
      ))}
    </fieldset>
  );
};
