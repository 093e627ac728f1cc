/** Short facts in a line that breaks between them only. */
export const Facts = ({ list }: { list: string[] }) => (
  <small className="hall-facts">
    {list.map((fact, i) => (
      <span key={fact}>
        {fact}
        {i < list.length - 1 && ' · '}
      </span>
    ))}
  </small>
);
