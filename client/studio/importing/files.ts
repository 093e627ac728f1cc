export type Chosen = { name: string; base64: string };
export const MOST_BYTES = 50 * 1024 * 1024;

const base64Of = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

/** Files of the browser as the server takes them. */
export const chosenOf = async (files: readonly File[]): Promise<Chosen[]> =>
  Promise.all(
    files.map(async (f) => ({ name: f.name, base64: base64Of(new Uint8Array(await f.arrayBuffer())) })),
  );

export const pastedAs = (name: string, text: string): Chosen => ({
  name,
  base64: base64Of(new TextEncoder().encode(text)),
});
