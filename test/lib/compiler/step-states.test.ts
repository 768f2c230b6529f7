import { compileWorkflow } from '../../../lib/compiler/compile-workflow';
import { setProperties } from '../../../lib/compiler/steps/set-properties';
import type { CompiledStep, StepContext } from '../../../lib/compiler/steps/step-compiler';
import { setProperties as setPropertiesType } from '../../../lib/workflow/steps/set-properties';
import { graphOf } from './graph-of';

const write = { id: 'set', type: 'setProperties', properties: { a: 1 } };
const graph = () => graphOf({ steps: [write] });

/** What a careless compiler of `setProperties` makes of a step. */
function compiledBy(compile: (context: StepContext) => CompiledStep['state']): void {
  jest.spyOn(setProperties, 'compile').mockImplementation((_, context) => ({
    state: { Comment: context.comment(), Type: 'Pass', ...compile(context) },
  }));
}

describe('a step that says it brings the new record', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is refused where its compiler does not assign it, by the name of its type', () => {
    compiledBy((context) => ({ Catch: [{ Next: context.reRead() }], ...context.next() }));

    expect(() => compileWorkflow(graph())).toThrow(
      'The compiler of the step type setProperties leads on without assigning `record`',
    );
  });

  it.each<[what: string, compile: (context: StepContext) => CompiledStep['state']]>([
    ['catches nothing', () => ({})],
    ["catches what the author's onError does", (context) => ({ Catch: context.onError() })],
    ['asks for the reading and does not lead there', (context) => ({ Comment: context.reRead() })],
  ])('is refused where its compiler %s', (_, compile) => {
    compiledBy((context) => ({ ...compile(context), ...context.next({ record: {} }) }));

    expect(() => compileWorkflow(graph())).toThrow(
      'The compiler of the step type setProperties has no Catch that leads to context.reRead()',
    );
  });
});

describe('a step type that says it is compiled to something that reads the record', () => {
  afterEach(() => {
    delete setPropertiesType.readsRecord;
  });

  it.each([
    [true, 'set (re-read)'],
    [false, 'set'],
  ])('has it read again behind what makes it stale: %p', (reads, next) => {
    setPropertiesType.readsRecord = () => reads;

    const { definition } = compileWorkflow(
      graphOf({ steps: [{ id: 'wait', type: 'delay', for: '1h' }, write] }),
    );

    expect(definition.States.wait?.Next).toBe(next);
  });
});
