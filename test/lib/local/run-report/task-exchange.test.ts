import { type TaskTexts, taskExchange } from '../../../../lib/local/run-report/task-exchange';

function exchangeOf(resource: string, request: object, visit: Partial<TaskTexts> = {}) {
  return taskExchange({
    resource,
    parameters: JSON.stringify(request),
    result: JSON.stringify({ an: 'answer' }),
    assigned: {},
    ...visit,
  });
}

const names = {
  '#properties': 'properties',
  '#p0': 'tries',
  '#p1': 'note',
  '#version': 'version',
  '#note': 'note',
};
const values = { ':p0': { N: '2' }, ':one': { N: '1' }, ':list': { L: [{ S: 'a' }, { NULL: true }] } };

function update(expression: string) {
  return {
    UpdateExpression: expression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

describe('what a step was given, of an update of the record', () => {
  it.each<[what: string, expression: string, input: object]>([
    [
      'is the values that it assigns',
      'SET #properties.#p0 = :p0, #properties.#p1 = :list',
      { tries: 2, note: ['a', null] },
    ],
    [
      'is null for what it clears',
      'SET #properties.#p0 = :p0 REMOVE #properties.#p1',
      { tries: 2, note: null },
    ],
    ['is nothing where all that was to be written is absent', 'SET #version = #version', {}],
    [
      'has nothing of what stands beside the properties',
      'SET #properties.#p0 = :p0, #version = #version + :one',
      { tries: 2 },
    ],
  ])('%s', (_, expression, input) => {
    expect(exchangeOf('dynamodb:updateItem', update(expression))).toEqual({ input });
  });

  it.each([
    ['adds to one', 'SET #properties.#p0 = if_not_exists(#properties.#p0, :one) + :p0'],
    ['copies one', 'SET #properties.#p0 = #properties.#p1'],
    ['adds by ADD', 'ADD #properties.#p0 :p0'],
    ['writes inside of one', 'SET #properties.#p0.#p1 = :p0'],
    ['writes nothing of properties, and more than the version', 'SET #version = #version, #note = :p0'],
    ['is none that DynamoDB accepts', 'SET #properties.#p0 : p0'],
  ])('is the request itself where it %s: never a value that was not written', (_, expression) => {
    expect(exchangeOf('dynamodb:updateItem', update(expression))).toEqual({ input: update(expression) });
  });

  it('gives the record after it', () => {
    const { output } = exchangeOf('dynamodb:updateItem', update('SET #properties.#p0 = :p0'), {
      assigned: { record: '{"tries":2}' },
    });
    expect(output).toEqual({ tries: 2 });
  });
});

it('any other service was given its request, and gave its answer', () => {
  const request = { TransactItems: [] };
  expect(exchangeOf('aws-sdk:dynamodb:transactWriteItems', request)).toEqual({
    input: request,
    output: { an: 'answer' },
  });
});
