import { parseLogLine } from '../../../../lib/local/lambda/log-line';

// Lambda's text format: time, request id, level, text ("Log and monitor Node.js Lambda functions"); its JSON format:
// "Configuring advanced logging controls".

const readAt = '2026-11-24T04:00:01.000Z';
const time = '2026-11-24T04:00:00.000Z';

describe('a line of a log', () => {
  it.each([
    ['of the console', `${time}\t1-2\tWARN\ttake care`, { time, level: 'WARN', message: 'take care' }],
    ['with line breaks', `${time}\t1-2\tINFO\tone\rtwo`, { time, level: 'INFO', message: 'one\ntwo' }],
    ['with tabs in its text', `${time}\t1-2\tINFO\ta\tb`, { time, level: 'INFO', message: 'a\tb' }],
    ['without a form', 'just text', { time: readAt, message: 'just text' }],
    [
      'of JSON, with fields of its own',
      `{"timestamp":"${time}","level":"error","message":"no","requestId":"1","step":"s"}`,
      { time, level: 'ERROR', message: 'no', fields: { step: 's' } },
    ],
    [
      'of JSON within the console',
      `${time}\t1\tINFO\t{"message":"hi","a":1}`,
      { time, level: 'INFO', message: 'hi', fields: { a: 1 } },
    ],
    ['of JSON whose message is a value', '{"message":{"a":1}}', { time: readAt, message: '{"a":1}' }],
    ['of JSON without a message', '{"a":1}', { time: readAt, message: '{"a":1}' }],
    ['that only looks like JSON', '{not json}', { time: readAt, message: '{not json}' }],
  ])('%s', (_, line, expected) => {
    expect(parseLogLine(line, readAt)).toEqual(expected);
  });
});
