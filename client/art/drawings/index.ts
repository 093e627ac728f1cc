import { bits } from './bits.ts';
import { chests } from './chest.ts';
import { seaside } from './seaside.ts';

const DRAWINGS: Record<string, string> = { ...chests(), ...bits(), ...seaside() };

export const drawingNames = (): string[] => Object.keys(DRAWINGS);

/** SVG of a drawing of our own that is used like an icon; undefined when there is none of that name. */
export const drawingNamed = (name: string): string | undefined => DRAWINGS[name];
