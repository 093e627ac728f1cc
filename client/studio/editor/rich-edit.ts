export type Edit = { from: number; to: number; text: string; selectFrom: number; selectTo: number };
export type Mark = 'bold' | 'code' | 'list';

const lineStart = (value: string, at: number): number => value.lastIndexOf('\n', at - 1) + 1;

const listEdit = (value: string, start: number, end: number): Edit => {
  const from = lineStart(value, start);
  const lines = value.slice(from, end).split('\n');
  const on = lines.every((l) => l.startsWith('- '));
  const text = lines.map((l) => (on ? l.slice(2) : `- ${l}`)).join('\n');
  return { from, to: end, text, selectFrom: from + text.length, selectTo: from + text.length };
};

/** What a button of the toolbar does to the selected text; the same button takes its mark off again. */
const markEdit = (value: string, start: number, end: number, mark: Mark): Edit => {
  if (mark === 'list') return listEdit(value, start, end);
  const chosen = value.slice(start, end);
  const sign = mark === 'bold' ? '**' : '`';
  if (mark === 'code' && chosen.includes('\n')) {
    const before = start > lineStart(value, start) ? '\n' : '';
    const text = `${before}\`\`\`\n${chosen}\n\`\`\`\n`;
    return { from: start, to: end, text, selectFrom: start + text.length, selectTo: start + text.length };
  }
  const n = sign.length;
  const wrapped = value.slice(start - n, start) === sign && value.slice(end, end + n) === sign;
  if (wrapped)
    return { from: start - n, to: end + n, text: chosen, selectFrom: start - n, selectTo: end - n };
  return { from: start, to: end, text: `${sign}${chosen}${sign}`, selectFrom: start + n, selectTo: end + n };
};

/** A picture or sound in rich text. */
export const mediumText = (name: string, alt: string): string =>
  `![${alt.replace(/[\\`*![\]-]/gu, '\\$&').replaceAll('\n', ' ')}](media:${name})`;

/** Writes into a field as if it were typed: the browser's own undo takes it back, and React hears of it. */
export const applyEdit = (field: HTMLTextAreaElement, edit: Edit): void => {
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  const typed =
    typeof document.execCommand === 'function' && document.execCommand('insertText', false, edit.text);
  if (!typed) {
    field.setRangeText(edit.text, edit.from, edit.to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(edit.selectFrom, edit.selectTo);
};

export const markField = (field: HTMLTextAreaElement, mark: Mark): void =>
  applyEdit(field, markEdit(field.value, field.selectionStart, field.selectionEnd, mark));

const KEYS: Record<string, Mark> = { b: 'bold', e: 'code' };
/** Ctrl or Cmd with B or E in a rich text; true = it was meant for us. */
export const markByKey = (field: HTMLTextAreaElement, event: KeyboardEvent): boolean => {
  const mark =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey ? KEYS[event.key] : undefined;
  if (mark === undefined || field.readOnly) return false;
  event.preventDefault();
  markField(field, mark);
  return true;
};
