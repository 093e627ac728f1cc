import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { mediaOf } from '../../../../server/domain/rich-text.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { type TileState, tileState, toggled } from '../draft.ts';
import { KeyBadge, keyClass, LETTERS } from '../KeyBadge.tsx';
import { MediaBeside } from '../RichMedia.tsx';
import { RichLine } from '../RichText.tsx';
import { optionOfKey, plainKey, useKeys } from '../use-keys.ts';
import type { AnswerProps } from './props.ts';

type Tile = { value: number | boolean; text: LocalText | string };
type TilesProps = AnswerProps & { tiles: Tile[]; many: boolean };

const STEP: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const TileText = ({ text }: { text: Tile['text'] }) =>
  typeof text === 'string' ? (
    <span className="tile-text">{text}</span>
  ) : (
    <span className="tile-text" lang={pickedLang(text)}>
      <RichLine body={pick(text)} />
    </span>
  );

const useStateText = (many: boolean): Record<TileState, string> => {
  const t = useT('play');
  return {
    open: '',
    chosen: '',
    right: t('tile.right'),
    wrong: t('tile.wrong'),
    missed: many ? t('tile.missed') : t('tile.answer'),
    dim: '',
  };
};

/** What the tiles can do, by hand and by key. */
const useTiles = (props: TilesProps) => {
  const { tiles, many, draft, verdict, locked, oneTap, letterKeys, onDraft, onCommit } = props;
  const group = useRef<HTMLDivElement>(null);
  const states = tiles.map((tile) => tileState(tile.value, draft, verdict?.key));
  const focus = (i: number) => group.current?.querySelectorAll<HTMLElement>('.tile')[i]?.focus();
  const take = (i: number) => {
    const tile = tiles[i];
    if (tile === undefined || locked) return;
    onDraft(many ? toggled(draft, Number(tile.value)) : tile.value);
  };
  const tap = (i: number) => {
    take(i);
    if (!many && oneTap && !locked) onCommit();
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    const step = STEP[event.key];
    if (step === undefined && event.key !== ' ' && (event.key !== 'Enter' || locked)) return;
    event.preventDefault();
    if (step !== undefined) {
      const next = (i + step + tiles.length) % tiles.length;
      focus(next);
      if (!many) take(next);
    } else if (event.key === 'Enter' && states.includes('chosen')) onCommit();
    else take(i);
  };
  useKeys(letterKeys !== 'none' && !locked, (event) => {
    const i = plainKey(event, letterKeys) ? optionOfKey(event.key) : undefined;
    if (i === undefined || tiles[i] === undefined) return;
    event.preventDefault();
    take(i);
    focus(i);
  });
  useEffect(() => {
    if (verdict !== undefined)
      group.current?.querySelector('.tile-right, .tile-missed')?.scrollIntoView?.({ block: 'nearest' });
  }, [verdict]);
  return { group, states, tap, onKeyDown };
};

/**
 * Options as tiles: a radio group (one of them) or check boxes (`many`). One tab stop; arrows move, 1-9 and A-Z pick,
 * Enter confirms; a tap answers at once when `oneTap`. Sounds and large pictures stand below their tile.
 */
export const Tiles = (props: TilesProps) => {
  const { tiles, many, locked } = props;
  const { group, states, tap, onKeyDown } = useTiles(props);
  const stateText = useStateText(many);
  const [visited, setVisited] = useState<number>();
  const stop = visited ?? Math.max(0, states.indexOf('chosen'));
  return (
    <div
      ref={group}
      className={`tiles tiles-${tiles.length}${tiles.length > 4 ? ' tiles-many' : ''}${props.verdict === undefined ? '' : ' tiles-told'}`}
      {...{ role: many ? 'group' : 'radiogroup', 'aria-labelledby': props.labelledBy }}
    >
      {tiles.map((tile, i) => {
        const state = states[i] ?? 'open';
        const on = state === 'chosen' || state === 'right' || state === 'wrong';
        const face = (
          <button
            key={LETTERS[i]}
            type="button"
            {...{ role: many ? 'checkbox' : 'radio', 'aria-checked': on }}
            aria-disabled={locked || undefined}
            tabIndex={i === stop ? 0 : -1}
            className={`tile tile-${state} ${keyClass(i)}`}
            onFocus={() => setVisited(i)}
            onClick={() => tap(i)}
            onKeyDown={(event) => onKeyDown(event, i)}
          >
            <KeyBadge index={i} />
            <TileText text={tile.text} />
            {many && <span className="tile-box" aria-hidden="true" />}
            {stateText[state] !== '' && <span className="tile-said">{stateText[state]}</span>}
            {props.beside?.(tile.value)}
          </button>
        );
        const body = typeof tile.text === 'string' ? '' : pick(tile.text);
        if (mediaOf(body).length === 0) return face;
        return (
          <div key={LETTERS[i]} className="tile-slot">
            {face}
            <MediaBeside body={body} />
          </div>
        );
      })}
    </div>
  );
};
