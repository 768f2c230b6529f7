import { completionsOfEvent } from '../../../lambdas/complete-callback/completions-of-event';

describe('the detail of a callback.complete event', () => {
  it.each([
    [{ callbackId: 'a', outputs: { x: 1 } }, [{ callbackId: 'a', outputs: { x: 1 } }]],
    [{ callbackId: 'a' }, [{ callbackId: 'a', outputs: {} }]],
    [{ callbackId: 'a', outputs: null }, [{ callbackId: 'a', outputs: {} }]],
    [{ callbackId: 'a', outputFields: { x: 1 } }, [{ callbackId: 'a', outputs: { x: 1 } }]],
    // What an `emit` step adds is of no concern.
    [{ callbackId: 'a', outputs: {}, workflow: 'w', objectId: '1' }, [{ callbackId: 'a', outputs: {} }]],
    [
      {
        inputs: [
          { callbackId: 'a', outputFields: { hs_execution_state: 'SUCCESS' }, typedOutputs: false },
          { callbackId: 'b', outputFields: {} },
        ],
      },
      [
        { callbackId: 'a', outputs: { hs_execution_state: 'SUCCESS' } },
        { callbackId: 'b', outputs: {} },
      ],
    ],
  ])('%j completes %j', (detail, completions) => {
    expect(completionsOfEvent(detail)).toEqual(completions);
  });

  it.each([
    [undefined],
    [null],
    ['a'],
    [[]],
    [{}],
    [{ callbackId: 5 }],
    [{ callbackId: '' }],
    [{ callbackId: 'a', outputs: [1] }],
    [{ callbackId: 'a', outputs: 'x' }],
    [{ inputs: [] }],
    [{ inputs: {} }],
    [{ inputs: [{ callbackId: 'a' }, { outputFields: {} }] }],
  ])('%j is refused whole', (detail) => {
    expect(() => completionsOfEvent(detail)).toThrow('This completes no callback');
  });
});
