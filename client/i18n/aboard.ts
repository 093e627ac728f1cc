import i18next from 'i18next';
import { en } from './en/index.ts';
import './index.ts';
import { zh } from './zh/index.ts';

// The texts of everything behind the door. Importing this file makes them known; chunks.ts does so before such a screen.
for (const [lang, areas] of Object.entries({ zh, en }))
  for (const [area, texts] of Object.entries(areas)) i18next.addResourceBundle(lang, area, texts);
