import fc from 'fast-check';
import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { formatDecimal, parseDecimal } from '../../../lib/records/decimal';
import { embeddedCall } from '../../lib/local/dynamodb/cases/embedded-call';
import { caseTable, get, put, query, update } from '../../lib/local/dynamodb/cases/operation-case';
import { runCase } from '../../lib/local/dynamodb/cases/run-case';
import { withKnownDifferences } from '../../lib/local/dynamodb/cases/with-known-differences';
import { type DynamoDbLocal, startDynamoDbLocal, whyNoDynamoDbLocal } from './dynamodb-local';
import { httpCall } from './http-call';

const digits = fc.constantFrom(
  '0',
  '1',
  '2',
  '-1',
  '1.5',
  '10',
  '1e3',
  '0.1',
  '-0.25',
  '99999999999999999999',
);
const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '\u{1F600}', '\uFFFD', 'A');
const binary = fc.constantFrom('', 'AQ==', 'AQI=', '/w==');

const { value } = fc.letrec<{ value: object; leaf: object }>((tie) => ({
  leaf: fc.oneof(
    digits.map((N) => ({ N })),
    text.map((S) => ({ S })),
    binary.map((B) => ({ B })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
    fc.uniqueArray(digits, { minLength: 1, maxLength: 3 }).map((NS) => ({ NS })),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(fc.constantFrom('p', 'q', 'r'), tie('value'), { maxKeys: 3 }).map((M) => ({ M })),
  ),
}));

const path = fc
  .tuple(
    fc.constantFrom('p', 'q', 'r', 's'),
    fc.array(fc.constantFrom('.p', '.q', '[0]', '[1]', '[4]'), { maxLength: 2 }),
  )
  .map(([head, rest]) => head + rest.join(''));
const reference = fc.constantFrom(':u', ':v', ':w');
const operand = fc.oneof(
  path,
  reference,
  path.map((of) => `size(${of})`),
);

const { condition } = fc.letrec<{ condition: string; simple: string }>((tie) => ({
  simple: fc.oneof(
    path.map((of) => `attribute_exists(${of})`),
    path.map((of) => `attribute_not_exists(${of})`),
    fc.tuple(path, operand).map(([of, other]) => `contains(${of}, ${other})`),
    fc.tuple(path, operand).map(([of, other]) => `begins_with(${of}, ${other})`),
    fc
      .tuple(operand, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), operand)
      .map(([left, comparator, right]) => `${left} ${comparator} ${right}`),
    fc.tuple(operand, operand, operand).map(([of, low, high]) => `${of} BETWEEN ${low} AND ${high}`),
    fc.tuple(operand, operand, operand).map(([of, one, two]) => `${of} IN (${one}, ${two})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    tie('simple'),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
      .map((parts) => parts.join(' ')),
    tie('condition').map((inner) => `NOT ${inner}`),
    tie('condition').map((inner) => `(${inner})`),
  ),
}));

const computed = fc.oneof(
  path,
  reference,
  fc.tuple(path, fc.constantFrom('+', '-'), reference).map((parts) => parts.join(' ')),
  fc.tuple(path, reference).map(([of, other]) => `if_not_exists(${of}, ${other})`),
  fc.tuple(path, reference).map(([one, two]) => `list_append(${one}, ${two})`),
);
const list = (arbitrary: fc.Arbitrary<string>) =>
  fc.array(arbitrary, { minLength: 1, maxLength: 3 }).map((actions) => actions.join(', '));
const updates = fc
  .record(
    {
      set: list(fc.tuple(path, computed).map((sides) => sides.join(' = '))).map(
        (actions) => `SET ${actions}`,
      ),
      remove: list(path).map((actions) => `REMOVE ${actions}`),
      add: list(fc.tuple(path, reference).map((sides) => sides.join(' '))).map((actions) => `ADD ${actions}`),
      delete: list(fc.tuple(path, reference).map((sides) => sides.join(' '))).map(
        (actions) => `DELETE ${actions}`,
      ),
    },
    { requiredKeys: [] },
  )
  .map((sections) => Object.values(sections).join(' '))
  .filter((expression) => expression !== '');

/** Items of a shape, and updates that mostly fit it: what is drawn freely is mostly refused. */
const shapedItem = fc.record({
  p: digits.map((N) => ({ N })),
  q: fc.oneof(
    text.map((S) => ({ S })),
    fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
  ),
  r: fc.array(value, { maxLength: 4 }).map((L) => ({ L })),
  s: fc.dictionary(fc.constantFrom('p', 'q', 'r'), value).map((M) => ({ M })),
});
const shapedValues = fc.record({
  ':u': digits.map((N) => ({ N })),
  ':v': fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
  ':w': fc.array(value, { maxLength: 2 }).map((L) => ({ L })),
});
const shapedUpdates = fc
  .tuple(
    fc.constantFrom('SET p = p + :u', 'SET p = p - :u', 'SET p = if_not_exists(t, p)', 'SET p = q', ''),
    fc.constantFrom(
      ', s.p = :u',
      ', s.q = s',
      ', t = r',
      ', s.r = if_not_exists(s.r, :w)',
      ', r[1] = :w',
      ', r[9] = p',
      '',
    ),
    fc.constantFrom(', r = list_append(r, :w)', ', t = list_append(:w, r)', ''),
    fc.constantFrom(' REMOVE r[0], r[2]', ' REMOVE s.p, t', ' REMOVE q', ''),
    fc.constantFrom(' ADD q :v', ' ADD t :u', ' DELETE q :v', ' DELETE t :v', ''),
  )
  .map(([first, ...rest]) => `${first}${rest.join('')}`.replace(/^, /, 'SET ').trim())
  .filter((expression) => expression !== '');

const item = fc.oneof(fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), value, { maxKeys: 4 }), shapedItem);
const values = fc.record({ ':u': value, ':v': value, ':w': value });
const updating = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(item, updates, values) },
  { weight: 3, arbitrary: fc.tuple(shapedItem, shapedUpdates, shapedValues) },
);

const reason = whyNoDynamoDbLocal();
const describeWithJava = reason === undefined ? describe : describe.skip;

/** What the hand-written cases did not think of. A failure prints its seed; it goes into the cases. */
describeWithJava(`expressions at random${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let service: DynamoDbLocal;
  let store: Store;
  beforeAll(async () => {
    service = await startDynamoDbLocal();
    store = await openStore({ tables: [caseTable], clock: Date });
    await httpCall(service.url)('CreateTable', { ...caseTable, BillingMode: 'PAY_PER_REQUEST' });
  }, 400_000);
  afterAll(async () => {
    await store?.close();
    await service?.stop();
  });

  const answers = async (steps: Parameters<typeof runCase>[1]['steps']) => {
    const theirs = await runCase(httpCall(service.url), { name: '', steps });
    const ours = await runCase(embeddedCall(store), { name: '', steps });
    return { theirs: comparable(theirs), ours: comparable(withKnownDifferences(ours, theirs)) };
  };
  const runs = { numRuns: Number(process.env.RANDOM_EXPRESSIONS ?? 400) };

  it('hold, update and are refused alike', async () => {
    const conditions = fc.option(condition, { nil: undefined, freq: 1 });

    await fc.assert(
      fc.asyncProperty(updating, conditions, async ([stored, expression, given], when) => {
        const used = usedIn(`${expression} ${when ?? ''}`, given);
        const request = when === undefined ? {} : { ConditionExpression: when };
        const { ours, theirs } = await answers([put(stored), update(expression, used, request), get()]);

        expect(ours).toEqual(theirs);
      }),
      runs,
    );
  }, 300_000);

  it('filter alike', async () => {
    await fc.assert(
      fc.asyncProperty(item, condition, values, async (stored, filter, given) => {
        const used = { ':a': { S: 'a' }, ...usedIn(filter, given) };
        const { ours, theirs } = await answers([
          put(stored),
          query('pk = :a', used, { FilterExpression: filter }),
        ]);

        expect(ours).toEqual(theirs);
      }),
      runs,
    );
  }, 300_000);
});

function usedIn(expressions: string, given: Readonly<Record<string, object>>): object | undefined {
  const used = Object.entries(given).filter(([name]) => expressions.includes(name));
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

/**
 * Two things may be wrong at once, and which of them is told first is nobody's concern. DynamoDB Local leaves zeros at the
 * ends of computed and nested numbers; the service trims them (Developer Guide, "Supported data types and naming rules
 * in Amazon DynamoDB").
 */
function comparable(answers: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answers, (name, value) => {
      if (name === 'N') return trimmed(value);
      if (name === 'NS') return value.map(trimmed).sort();
      return typeof value === 'object' && value !== null && 'error' in value ? { error: value.error } : value;
    }),
  );
}

function trimmed(number: string): string {
  const decimal = parseDecimal(number);
  return decimal === undefined ? number : formatDecimal(decimal);
}
