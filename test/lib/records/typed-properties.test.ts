import fc from 'fast-check';
import { PropertyNotStorableError } from '../../../lib/records/property-not-storable-error';
import {
  marshalProperties,
  marshalProperty,
  unmarshalProperties,
} from '../../../lib/records/typed-properties';

describe('typed properties', () => {
  it('have a type for each kind of JSON', () => {
    expect(
      marshalProperties({
        text: 'a',
        amount: 1.5,
        yes: true,
        list: ['a', 1],
        address: { city: 'Lugo' },
        none: [],
      }),
    ).toEqual({
      text: { S: 'a' },
      amount: { N: '1.5' },
      yes: { BOOL: true },
      list: { L: [{ S: 'a' }, { N: '1' }] },
      address: { M: { city: { S: 'Lugo' } } },
      none: { L: [] },
    });
  });

  it('lose what is null or undefined in objects, and keep its place in lists', () => {
    const typed = marshalProperties({
      gone: null,
      absent: undefined,
      deep: { gone: null },
      list: [null, undefined, 1],
    });

    expect(typed).toEqual({ deep: { M: {} }, list: { L: [{ NULL: true }, { NULL: true }, { N: '1' }] } });
    expect(unmarshalProperties({ ...typed, stored: { NULL: true } })).toEqual({
      deep: {},
      list: [null, null, 1],
    });
    expect(marshalProperty('gone', null)).toBeUndefined();
  });

  it('come back as they were', () => {
    const noNull = fc
      .json({ noUnicodeString: false })
      .map((text): unknown => JSON.parse(text, (_, value) => (value === null ? undefined : normal(value))));

    fc.assert(
      fc.property(fc.dictionary(fc.string(), noNull), (properties) => {
        const plain: Record<string, unknown> = JSON.parse(JSON.stringify(properties));

        expect(unmarshalProperties(marshalProperties(plain))).toEqual(plain);
      }),
    );
  });

  it('keep every digit of a number that a double cannot hold, as text', () => {
    const typed = marshalProperties({ id: 12345678901234567890123n });

    expect(typed).toEqual({ id: { N: '12345678901234567890123' } });
    expect(unmarshalProperties(typed)).toEqual({ id: '12345678901234567890123' });
    expect(
      unmarshalProperties({ a: { N: '0.1' }, b: { N: '1E2' }, c: { N: '0.10000000000000000001' } }),
    ).toEqual({
      a: 0.1,
      b: 100,
      c: '0.10000000000000000001',
    });
  });

  it('may be named like what objects inherit', () => {
    const properties = JSON.parse('{"__proto__": {"x": 1}, "constructor": "y"}');

    expect(JSON.stringify(unmarshalProperties(marshalProperties(properties)))).toBe(
      JSON.stringify(properties),
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['NaN', { a: { b: [Number.NaN] } }, 'a.b[0]'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, 'a'],
    ['a number that is too large', { a: 1e200 }, 'a'],
    ['a number that is too small', { a: 1e-200 }, 'a'],
    ['too many digits', { a: 10n ** 40n + 1n }, 'a'],
    ['a function', { a: () => 1 }, 'a'],
    ['a symbol', { a: Symbol('x') }, 'a'],
    ['a date', { a: [new Date()] }, 'a[0]'],
    ['a map', { a: new Map() }, 'a'],
    ['31 levels', { a: nested(31) }, `a${'.in'.repeat(30)}`],
  ])('refuse %s, and say where it is', (_, properties, path) => {
    expect.assertions(2);
    try {
      marshalProperties(properties);
    } catch (error) {
      expect(error).toBeInstanceOf(PropertyNotStorableError);
      expect(error).toMatchObject({ code: 'property-not-storable', path });
    }
  });

  it('may be 30 levels deep', () => {
    expect(() => marshalProperties({ a: nested(30) })).not.toThrow();
  });
});

/** What JSON itself does not keep, or DynamoDB has no room for. */
function normal(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Math.abs(value) > 1e100 || Math.abs(value) < 1e-100 ? 0 : value;
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { in: nested(depth - 1) };
}
