import { StateNames } from '../../../lib/compiler/state-names';

describe('names of states', () => {
  it('are their own words where those are free', () => {
    const names = new StateNames(['Ask the calendar']);
    expect(names.own('Finish')).toBe('Finish');
    expect(names.ofStep('Ask the calendar', 're-read')).toBe('Ask the calendar (re-read)');
  });

  it('get a number where a step is called so already, and again', () => {
    const names = new StateNames(['Finish', 'Finish (2)']);
    expect(names.own('Finish')).toBe('Finish (3)');
    expect(names.own('Finish')).toBe('Finish (4)');
  });

  it('are cut to 80 characters and stay different', () => {
    const names = new StateNames([]);
    const first = names.ofStep('x'.repeat(80), 'Retry-After');
    const second = names.ofStep('x'.repeat(79), 'Retry-After');
    expect(first).toHaveLength(80);
    expect(first).toMatch(/^x+… \(Retry-After\)$/);
    expect(second).toHaveLength(80);
    expect(second).not.toBe(first);
  });

  it('are never cut in the middle of a character', () => {
    const name = new StateNames([]).ofStep('😀'.repeat(40), 're-read');
    expect(encodeURIComponent(name)).toContain('%E2%80%A6'); // throws on half a surrogate pair
    expect(name.length).toBeLessThanOrEqual(80);
  });
});
