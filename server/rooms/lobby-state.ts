import { type SchemaType, schema, t } from '@colyseus/schema';

export const Peer = schema(
  {
    id: t.string(),
    name: t.string(),
    avatar: t.string(),
    island: t.string(),
    station: t.string(),
    online: t.boolean(),
  },
  'Peer',
);
export type Peer = SchemaType<typeof Peer>;

/** Who of the company is on the map, by person; everybody is shown those whom they may see. */
export const LobbyState = schema({ peers: t.map(Peer).view() }, 'LobbyState');
export type LobbyState = SchemaType<typeof LobbyState>;
