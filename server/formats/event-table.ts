import { catalogue, DEVICES, type Verb } from '../domain/events/index.ts';

/** An event as it leaves the house; `at` in ms, `day` YYYYMMDD, `data` = what may be told of it. */
export type EventRow = {
  id: string;
  seq: number;
  verb: Verb;
  actor: string;
  /** Only where names were asked for. */
  name: string | null;
  obj: string | null;
  objVer: number | null;
  ctx: string | null;
  sess: string | null;
  tEvent: number;
  day: number;
  hour: number;
  ok: number | null;
  score: number | null;
  ms: number | null;
  device: number;
  flags: number;
  data: Record<string, unknown>;
};
type Cell = string | number | Date | null;
export type EventColumn = {
  name: string;
  type: 'STRING' | 'INT32' | 'INT64' | 'DOUBLE' | 'TIMESTAMP' | 'JSON';
  cell: (row: EventRow) => Cell;
};

/** YYYYMMDD as 2026-11-16. */
const dayText = (day: number): string => {
  const text = String(day);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
};

const COLUMNS: EventColumn[] = [
  { name: 'id', type: 'STRING', cell: (r) => r.id },
  { name: 'seq', type: 'INT64', cell: (r) => r.seq },
  { name: 'at', type: 'TIMESTAMP', cell: (r) => new Date(r.tEvent) },
  { name: 'day', type: 'STRING', cell: (r) => dayText(r.day) },
  { name: 'hour', type: 'INT32', cell: (r) => r.hour },
  { name: 'verb', type: 'STRING', cell: (r) => r.verb },
  { name: 'dimension', type: 'STRING', cell: (r) => catalogue[r.verb].dimension },
  { name: 'person', type: 'STRING', cell: (r) => r.actor },
  { name: 'obj', type: 'STRING', cell: (r) => r.obj },
  { name: 'obj_version', type: 'INT32', cell: (r) => r.objVer },
  { name: 'ctx', type: 'STRING', cell: (r) => r.ctx },
  { name: 'session', type: 'STRING', cell: (r) => r.sess },
  { name: 'ok', type: 'INT32', cell: (r) => r.ok },
  { name: 'score', type: 'DOUBLE', cell: (r) => r.score },
  { name: 'ms', type: 'INT64', cell: (r) => r.ms },
  { name: 'device', type: 'STRING', cell: (r) => DEVICES[r.device] ?? 'unknown' },
  { name: 'flags', type: 'INT32', cell: (r) => r.flags },
  { name: 'data', type: 'JSON', cell: (r) => JSON.stringify(r.data) },
];
const NAME: EventColumn = { name: 'name', type: 'STRING', cell: (r) => r.name };

/** The columns of an export, the same in every format; the name stands last, where names were asked for. */
export const eventColumns = (names: boolean): EventColumn[] => (names ? [...COLUMNS, NAME] : COLUMNS);

/** Writes a file piece by piece: what is ready so far comes back, and the rest at the end. */
export type EventWriter = { add: (rows: readonly EventRow[]) => Uint8Array; end: () => Uint8Array };
