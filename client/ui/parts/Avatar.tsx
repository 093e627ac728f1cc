/** A critter by its seed; only its room while nobody is known. Decoration: the name stands beside it. */
export const Avatar = ({ seed, size = 40 }: { seed: string; size?: number }) =>
  seed === '' ? (
    <span className="avatar" style={{ width: size, height: size }} />
  ) : (
    <img
      className="avatar"
      src={`/avatars/${encodeURIComponent(seed)}.svg`}
      width={size}
      height={size}
      alt=""
      draggable={false}
    />
  );
