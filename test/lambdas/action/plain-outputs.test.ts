import fc from 'fast-check';
import { Mask } from '../../../lambdas/action/mask';
import { checkOutputs } from '../../../lambdas/action/outputs';
import { plainOutputs } from '../../../lambdas/action/plain-outputs';
import type { ActionDeclaration, OutputDeclaration } from '../../../lib/workflow/action-contract';
import { declaration } from './run-action';

const mask = new Mask();
mask.add('TOKEN', 'a-secret-token');

const declared = (outputs: Record<string, OutputDeclaration>): ActionDeclaration => ({
  ...declaration,
  outputs,
});

describe('plain outputs', () => {
  it('are what checkOutputs would make of them, with nothing to say, or none at all', () => {
    const types = fc.constantFrom<OutputDeclaration>(
      { type: 'string' },
      { type: 'phone' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'date' },
      { type: 'object' },
      { type: 'enumeration' },
      { type: 'enumeration', choices: ['x', 'y'] },
    );
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        'x',
        '',
        'a-secret-token',
        'x'.repeat(60_000),
        -0,
        Number.NaN,
        null,
        undefined,
        10n,
      ),
      fc.anything(),
      fc.string(),
      fc.double(),
      fc.boolean(),
    );
    const names = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.dictionary(names, types),
        fc.oneof(fc.dictionary(names, values), fc.anything()),
        (outputs, given) => {
          const plain = plainOutputs(given, declared(outputs), mask);

          if (plain === undefined) return;
          expect(checkOutputs(given, declared(outputs), mask)).toEqual({ outputs: plain, warnings: [] });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, unknown, Record<string, OutputDeclaration>]>([
    ['text', { a: 'x' }, { a: { type: 'string' } }],
    [
      'a phone number, a number, a truth',
      { a: '+34', b: 1.5, c: false },
      { a: { type: 'phone' }, b: { type: 'number' }, c: { type: 'boolean' } },
    ],
    ['a choice', { a: 'x' }, { a: { type: 'enumeration', choices: ['x'] } }],
    ['nothing where nothing is declared', undefined, {}],
  ])('are %s', (_what, given, outputs) => {
    expect(plainOutputs(given, declared(outputs), mask)).toEqual(given ?? {});
  });

  it.each<[string, unknown, Record<string, OutputDeclaration>]>([
    ['another type', { a: 1 }, { a: { type: 'string' } }],
    ['an unknown choice', { a: 'z' }, { a: { type: 'enumeration', choices: ['x'] } }],
    ['a date', { a: '2026-03-01' }, { a: { type: 'date' } }],
    ['one that is not declared', { a: 'x', b: 'y' }, { a: { type: 'string' } }],
    ['one that is missing', {}, { a: { type: 'string' } }],
    ['a state', { a: 'x', hs_execution_state: 'BLOCK' }, { a: { type: 'string' } }],
    ['a secret', { a: 'Bearer a-secret-token' }, { a: { type: 'string' } }],
    ['text of great length', { a: 'x'.repeat(50_001) }, { a: { type: 'string' } }],
    ['no object', 'x', { a: { type: 'string' } }],
    [
      'one that cannot be read',
      {
        get a() {
          throw new Error('no');
        },
      },
      { a: { type: 'string' } },
    ],
  ])('are not %s', (_what, given, outputs) => {
    expect(plainOutputs(given, declared(outputs), mask)).toBeUndefined();
  });
});
