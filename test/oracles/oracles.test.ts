import type { Outcome } from '../../lib/local/states';
import { MACHINES } from './machines';
import { hasOracles, type OracleAnswer, PythonInterpreter } from './python-interpreter';
import { runHere } from './run-here';

/**
 * Held against implementations that we did not write, where AWS's recordings are thin: moto's interpreter with
 * jsonata-python behind its hook, and ministack's. Where one of them is known to be wrong, AWS's documentation says so.
 * Needs `bash test/oracles/make-venv.sh` to have been run.
 */
const suite = hasOracles() ? describe : describe.skip;

suite.each(['moto', 'ministack'] as const)('as %s does, the interpreter', (oracle) => {
  let interpreter: PythonInterpreter;
  beforeAll(() => {
    interpreter = new PythonInterpreter(oracle);
  });
  afterAll(() => interpreter.close());

  it.each(MACHINES.map((machine) => [machine.name, machine] as const))(
    '%s',
    async (_name, { definition: states, input, tasks, disagrees }) => {
      const definition = { QueryLanguage: 'JSONata', ...states };
      const ours = await runHere(definition, input, tasks);
      const theirs = await interpreter.ask({ definition, input, ...(tasks ? { tasks } : {}) });

      if (disagrees?.[oracle] === undefined) expect(comparable(theirs)).toEqual(comparable(ours));
      else expect(comparable(theirs)).not.toEqual(comparable(ours));
    },
    60_000,
  );
});

/** Status, output and error name: the wording of causes is each one's own. */
function comparable({ status, output, error }: OracleAnswer | Outcome) {
  return status === 'SUCCEEDED' ? { status, output } : { status, error: error ?? undefined };
}
