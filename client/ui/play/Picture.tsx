/** A large Fluent picture; where only the small one was built, that one. */
export const Picture = ({ name, size, alt = '' }: { name: string; size: number; alt?: string }) => (
  <img
    className="icon picture"
    src={`/icons/large/${name}.webp`}
    width={size}
    height={size}
    alt={alt}
    draggable={false}
    onError={(event) => {
      const small = `/icons/${name}.webp`;
      if (!event.currentTarget.src.endsWith(small)) event.currentTarget.src = small;
    }}
  />
);
