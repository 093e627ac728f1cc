import { LANGS, type Lang } from '../../server/domain/text.ts';
import { setLang } from '../i18n/index.ts';
import { settings } from '../stores/settings.ts';

const LANG = 'archipelago.lang';

/** The language chosen on this device before, else the browser's. */
export const firstLang = (): Lang => {
  const kept = localStorage.getItem(LANG);
  const known = LANGS.find((l) => l === kept);
  if (known !== undefined) return known;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};

const wear = (): void => {
  const { lang, textSize, motion } = settings.getState();
  const quiet = motion === 'system' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  setLang(lang);
  localStorage.setItem(LANG, lang);
  const { dataset } = document.documentElement;
  dataset.text = textSize;
  dataset.motion = quiet ? 'reduced' : motion;
};

/** Puts language, text size and motion on the document, now and with every change. Gives the stop function. */
export const followSettings = (): (() => void) => {
  const system = matchMedia('(prefers-reduced-motion: reduce)');
  wear();
  system.addEventListener('change', wear);
  const stop = settings.subscribe(wear);
  return () => {
    system.removeEventListener('change', wear);
    stop();
  };
};
