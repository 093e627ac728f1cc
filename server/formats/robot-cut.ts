/** The text in at most `most` bytes of UTF-8, cut between characters. */
export const cutTo = (text: string, most: number): string => {
  if (Buffer.byteLength(text) <= most) return text;
  let size = Buffer.byteLength('…');
  let kept = '';
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > most) break;
    kept += character;
  }
  return `${kept}…`;
};

/** The JSON object of an answer; undefined = it is none. */
export const answerOf = (body: string): Record<string, unknown> | undefined => {
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
