/** A sound with its controls; what it says stands in its description, which is its caption too. */
export const SoundPlayer = ({ url, about }: { url: string; about: string }) => (
  <audio controls preload="none" src={url} aria-label={about}>
    <track kind="captions" label={about} />
  </audio>
);
