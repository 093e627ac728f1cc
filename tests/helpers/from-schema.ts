import fc from 'fast-check';

type Schema = Record<string, unknown>;

const textOf = ({ minLength = 0, maxLength = 20 }: Schema): fc.Arbitrary<string> =>
  fc.string({ minLength: Number(minLength), maxLength: Math.min(60, Number(maxLength)), unit: 'grapheme' });
const numberOf = ({ type, minimum, maximum }: Schema): fc.Arbitrary<number> => {
  const min = Number(minimum ?? -1e6);
  const max = Number(maximum ?? 1e6);
  return type === 'integer'
    ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
    : fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
};
const objectOf = ({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> => {
  const shapes = Object.entries(properties as Record<string, Schema>);
  return fc.record(Object.fromEntries(shapes.map(([name, s]) => [name, fromSchema(s)])), {
    requiredKeys: required as string[],
  });
};

/** Any value that a JSON Schema takes (what z.toJSONSchema writes of our shapes). */
export const fromSchema = (schema: Schema): fc.Arbitrary<unknown> => {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if ('const' in schema) return fc.constant(schema.const);
  const any = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(any)) return fc.oneof(...any.map((s) => fromSchema(s as Schema)));
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'array')
    return fc.array(fromSchema(schema.items as Schema), {
      maxLength: Math.min(5, Number(schema.maxItems ?? 5)),
    });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'string') return textOf(schema);
  if (schema.type === 'number' || schema.type === 'integer') return numberOf(schema);
  throw new Error(`no such shape: ${JSON.stringify(schema)}`);
};
