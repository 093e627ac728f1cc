/** A critter by its seed. Decoration: the name stands beside it. */
export const Avatar = ({ seed, size = 40 }: { seed: string; size?: number }) => (
  <img
    className="avatar"
    src={`/avatars/${encodeURIComponent(seed)}.svg`}
    width={size}
    height={size}
    alt=""
    draggable={false}
  />
);
