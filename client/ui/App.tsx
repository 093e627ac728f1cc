import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { followAddress, screen } from '../stores/screen.ts';
import { Announcer } from './parts/index.ts';

/** The switch on the screen's name. */
export const App = () => {
  const t = useT('common');
  const now = useStore(screen);
  useEffect(followAddress, []);
  return (
    <>
      <Announcer />
      <main className={`screen-${now.name}`}>{t('loading')}</main>
    </>
  );
};
