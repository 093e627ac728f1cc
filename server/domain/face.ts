/** How a colleague is shown to others: name, critter, title and frame as they are worn. */
export type Face = { id: string; name: string; avatar: string; title?: string; frame?: string };
