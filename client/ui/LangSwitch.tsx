import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { saveSettings } from '../net/session.ts';
import { settings } from '../stores/settings.ts';
import { Icon } from './parts/index.ts';

/** One tap to the other language, for people who have not entered yet. */
export const LangSwitch = () => {
  const t = useT('join');
  const now = useStore(settings, (s) => s.lang);
  const next = now === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="lang-switch"
      lang={next === 'zh' ? 'zh-CN' : 'en'}
      aria-label={`${t('language')}: ${next === 'zh' ? '中文' : 'English'}`}
      onClick={() => void saveSettings({ lang: next })}
    >
      <Icon name="globe-with-meridians" size={22} />
      {next === 'zh' ? '中文' : 'English'}
    </button>
  );
};
