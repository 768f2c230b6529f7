import fc from 'fast-check';
import { FaultCounter } from '../../../../lib/local/faults/fault-counter';
import { faultPlan, type SecretFault } from '../../../../lib/local/faults/fault-plan';

function faults(...written: object[]): SecretFault[] {
  const plan = faultPlan.parse({ faults: written.map((one) => ({ at: 'secret', what: 'down', ...one })) });
  return plan.faults.flatMap((fault) => (fault.at === 'secret' ? [fault] : []));
}

/** Which of ten calls are struck. */
function struck(...written: object[]): number[] {
  const counter = new FaultCounter(faults(...written));
  return Array.from({ length: 10 }, (_, index) => index + 1).filter(() => counter.next(() => true, 'it'));
}

describe('a fault', () => {
  it.each<[string, object, number[]]>([
    ['strikes the first call', {}, [1]],
    ['strikes the nth call', { call: 4 }, [4]],
    ['strikes as often as it says', { call: 4, times: 3 }, [4, 5, 6]],
    ['strikes always from its call on', { call: 8, times: 'always' }, [8, 9, 10]],
  ])('%s', (_, fault, expected) => {
    expect(struck(fault)).toEqual(expected);
  });

  it('counts its own calls only', () => {
    const counter = new FaultCounter(faults({ secret: 'A', call: 2 }));
    const call = (name: string) => counter.next(({ secret }) => secret === name, name) !== undefined;
    expect(['A', 'B', 'B', 'A', 'A'].map(call)).toEqual([false, false, false, true, false]);
  });

  it('strikes the call that another one strikes too only where it stands first, and counts it all the same', () => {
    const [first, second] = faults({ call: 1, times: 2 }, { call: 2, times: 2 });
    const counter = new FaultCounter([first, second].flatMap((fault) => fault ?? []));
    const next = () => counter.next(() => true, 'it');
    expect([next(), next(), next(), next()]).toEqual([first, first, second, undefined]);
  });

  it('strikes exactly the calls of its range, whatever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (call, times) => {
        const range = Array.from({ length: times }, (_, index) => call + index).filter((n) => n <= 10);
        expect(struck({ call, times })).toEqual(range);
      }),
    );
  });

  it('tells what it strikes', () => {
    const told: string[] = [];
    const counter = new FaultCounter(faults({}), ({ what }, call) => told.push(`${what} ${call}`));
    counter.next(() => true, 'the secret KEY');
    counter.next(() => true, 'the secret KEY');
    expect(told).toEqual(['down the secret KEY']);
  });
});
