import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { resetPlay } from '../../client/stores/play.ts';
import { quest } from '../../client/stores/quest.ts';
import { session } from '../../client/stores/session.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { Announcer } from '../../client/ui/parts/index.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';

let root: Root | undefined;
const box = () => document.getElementById('ui') as HTMLElement;

/** A clean page, default settings in Chinese, and `server` as the network. */
export const setTheStage = (server: { fetch: unknown }): void => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('fetch', server.fetch);
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
  document.body.innerHTML = '<div id="ui"></div>';
  localStorage.clear();
  resetPlay();
  session.setState({ status: 'in', online: true }, true);
  quest.setState({}, true);
  setSettings(DEFAULT_SETTINGS);
  setLang('zh');
};

export const clearTheStage = async (): Promise<void> => {
  await act(async () => root?.unmount());
  root = undefined;
  vi.unstubAllGlobals();
};

/** The page is loaded anew: memory is gone, storage and server stay, and nothing had time to say goodbye. */
export const reload = async (): Promise<void> => {
  const kept = { ...localStorage };
  await act(async () => root?.unmount());
  root = undefined;
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  resetPlay();
};
/** The screen is left for another one. */
export const leave = async (): Promise<void> => {
  await act(async () => root?.unmount());
  root = undefined;
};

export const show = async (element: ReactNode): Promise<void> => {
  root ??= createRoot(box());
  await act(async () =>
    root?.render(
      <>
        <Announcer />
        {element}
      </>,
    ),
  );
  await settle();
};

/** Lets replies, effects and frames of the next `ms` happen. */
export const settle = async (ms = 40): Promise<void> => {
  await act(async () => {
    await new Promise((done) => setTimeout(done, ms));
  });
};

/** A change that does not come from a key or a tap. */
export const change = async (work: () => void): Promise<void> => {
  await act(async () => work());
  await settle();
};
export const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
  const target = document.activeElement ?? document.body;
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  });
  await settle();
};
export const click = async (element: Element | null | undefined): Promise<void> => {
  if (!(element instanceof HTMLElement)) throw new Error('nothing to click');
  await act(async () => element.click());
  await settle();
};
export const type = async (text: string): Promise<void> => {
  const input = box().querySelector('input');
  if (input === null) throw new Error('no field');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};

export const all = (selector: string): HTMLElement[] => [...box().querySelectorAll<HTMLElement>(selector)];
export const one = (selector: string): HTMLElement => {
  const found = all(selector)[0];
  if (found === undefined) throw new Error(`not on the page: ${selector}`);
  return found;
};
export const button = (name: string): HTMLElement => {
  const found = all('button').find((b) =>
    (b.getAttribute('aria-label') ?? b.textContent ?? '').includes(name),
  );
  if (found === undefined) throw new Error(`no button "${name}"`);
  return found;
};
export const page = (): string => box().textContent ?? '';
export const said = (): string => one('[data-testid="announcer"]').textContent ?? '';
