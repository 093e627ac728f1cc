import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/join.css';
import './ui/shell.css';
import './ui/pages.css';
import './ui/notices.css';
import './ui/map.css';
import './ui/island.css';
import { createRoot } from 'react-dom/client';
import { setSettings } from './stores/settings.ts';
import { App } from './ui/App.tsx';
import { firstLang } from './ui/look.ts';
import type { MountWorld } from './ui/World.tsx';

/** The canvas comes in its own chunk, after the screens can be used. */
const mountWorld: MountWorld = async (parent) => (await import('./scenes/game.ts')).startWorld(parent);

setSettings({ lang: firstLang() });
const root = document.getElementById('ui');
if (root !== null) createRoot(root).render(<App mountWorld={mountWorld} />);
