import { answeredItem, answeredItems } from '../../../lib/records/answered-item';

describe('answeredItem', () => {
  it('keeps every kind of value that our items use, at any depth', () => {
    const item = {
      text: { S: 'a' },
      number: { N: '12.50' },
      flag: { BOOL: false },
      nothing: { NULL: true },
      list: { L: [{ S: 'a' }, { M: { inner: { N: '1' } } }] },
      map: { M: { inner: { L: [] } } },
    };

    expect(answeredItem(item)).toEqual(item);
  });

  it('takes what is of another kind for NULL', () => {
    const item = { set: { SS: ['a'] }, list: { L: [{ B: new Uint8Array(1) }] }, unknown: 'text' };

    expect(answeredItem(item)).toEqual({
      set: { NULL: true },
      list: { L: [{ NULL: true }] },
      unknown: { NULL: true },
    });
  });

  it.each([[undefined], [null], ['text'], [[]]])('is undefined where the answer is %j', (answered) => {
    expect(answeredItem(answered)).toBeUndefined();
  });
});

describe('answeredItems', () => {
  it('gives all items of an answer, and none where it has none', () => {
    expect(answeredItems([{ a: { S: '1' } }, { a: { S: '2' } }])).toHaveLength(2);
    expect(answeredItems(undefined)).toEqual([]);
  });
});
