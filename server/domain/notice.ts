/** Where somebody is on the map; both '' on the open sea. */
export type Whereabouts = { island: string; station: string };

/** What a person is told at once while here; the same stands in the store for those who are not. */
export type Notice =
  | { kind: 'message' }
  | { kind: 'friends' }
  | { kind: 'chat'; channel: string }
  | { kind: 'cheer'; from: string; name: string; avatar: string; cheer: string }
  | { kind: 'gift'; from: string; name: string; avatar: string; amount: number }
  | { kind: 'coins' }
  | { kind: 'order'; order: string; state: string }
  | { kind: 'honour' }
  | { kind: 'season' };
