import { parseCsv } from '../../../../../lib/local/states/map/csv';

describe('CSV', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['"a\nb","c"', [['a\nb', 'c']]],
    ['a,,\n\nb', [['a', '', ''], ['b']]],
    ['', []],
  ])('%j', (text, rows) => {
    expect(parseCsv(text, ',')).toEqual(rows);
  });
});
