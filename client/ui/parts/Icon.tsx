/** A Fluent icon by its slug. Decoration, unless it is given a name. `large` = the 512 px picture of cards. */
export const Icon = ({
  name,
  size = 24,
  label = '',
  large = false,
}: {
  name: string;
  size?: number;
  label?: string;
  large?: boolean;
}) => (
  <img
    className="icon"
    src={`/icons/${large ? 'large/' : ''}${name}.webp`}
    width={size}
    height={size}
    alt={label}
    draggable={false}
    decoding="async"
  />
);
