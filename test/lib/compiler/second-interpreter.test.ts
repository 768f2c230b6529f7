import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { serializeDefinition } from '../../../lib/compiler/serialize-definition';
import type { Json } from '../../../lib/local/states';
import { marshalProperties } from '../../../lib/records/typed-properties';
import { hasOracles, PythonInterpreter, type TaskAnswers } from '../../oracles/python-interpreter';
import { runHere } from '../../oracles/run-here';
import { compiled } from './machine-run';

/**
 * Compiled machines in moto's interpreter, whose JSONata is `jsonata-python`: neither is ours. Needs
 * `bash test/oracles/make-venv.sh` to have been run. What fails by an expression is not asked: moto names it after the
 * integration, and so retries it.
 */
const suite = hasOracles() ? describe : describe.skip;

const workflow = (reenroll: boolean) =>
  compiled({
    enrollment: { where: "{% $record.country in ['ES', 'PT'] %}", reenroll },
    steps: [
      {
        id: 'ask',
        type: 'code',
        action: './ask.js',
        inputs: { tags: ['{% $record.tags %}', 1], none: '{% $record.none %}' },
        outputs: { owner: 'string' },
        onError: [
          { id: 'tell', type: 'emit', event: 'e', detail: { why: '{% $error.name & $error.message %}' } },
        ],
      },
      {
        id: 'free',
        type: 'branch',
        branches: [
          {
            when: '{% $exists($steps.ask.owner) %}',
            steps: [
              {
                id: 'assign',
                type: 'setProperties',
                properties: { owner: '{% $steps.ask.owner %}', none: '{% $record.none %}', gone: null },
              },
            ],
          },
        ],
      },
      { id: 'wait', type: 'delay', for: '1s' },
      { id: 'say', type: 'emit', event: 'e', detail: { to: '{% $record.email %}' } },
    ],
  });

const item = (properties: object) => ({ Item: { properties: { M: marshalProperties({ ...properties }) } } });
const found = item({ country: 'ES', email: 'a@b', tags: ['x'], age: 4 });
const answers: TaskAnswers = {
  'Load the record': [{ result: found }],
  'Enroll the record': [{ result: {} }],
  ask: [{ result: { Payload: { outputs: { owner: '7' } } } }],
  tell: [{ result: {} }],
  assign: [{ result: { Attributes: found.Item } }],
  'say (re-read)': [{ result: found }],
  say: [{ result: {} }],
  Finish: [{ result: {} }],
  'Look at the marker': [{ result: { Item: { status: { S: 'active' }, execution: { S: 'arn:other' } } } }],
  'Look at the holder': [{ result: { Status: 'RUNNING' } }],
};
const event = { id: 'e', detail: { objectId: '50% #1', properties: { country: 'ES', x: null, y: [true] } } };
const refused = (codes: string): TaskAnswers[string][number] => ({
  error: 'DynamoDb.TransactionCanceledException',
  cause: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}] (Service: DynamoDb)`,
});
const refusedByMarker = refused('ConditionalCheckFailed, None, None');
const failed = {
  error: 'CodedActions.Failed',
  cause: JSON.stringify({ errorType: 'CodedActions.Failed', errorMessage: 'a "b" \\ \n', trace: ['x'] }),
};

function comparable({ status, output }: { status: string; output?: Json | undefined }) {
  return status === 'SUCCEEDED' ? { status, output } : { status };
}

suite('a compiled machine, in a second interpreter', () => {
  let moto: PythonInterpreter;
  beforeAll(() => {
    moto = new PythonInterpreter('moto');
  });
  afterAll(() => moto.close());

  it.each<[what: string, machine: CompiledWorkflow, tasks: TaskAnswers, outcome: object]>([
    ['goes through', workflow(false), {}, { output: { enrolled: true } }],
    [
      'creates the record',
      workflow(false),
      { 'Load the record': [{ result: {} }] },
      { output: { enrolled: true } },
    ],
    [
      'knows a duplicate',
      workflow(false),
      { 'Enroll the record': [refused('None, ConditionalCheckFailed, None')] },
      { output: { reason: 'duplicate-event' } },
    ],
    [
      'keeps out by where',
      workflow(false),
      { 'Load the record': [{ result: item({}) }], 'Enroll the record': [refusedByMarker] },
      { output: { reason: 'where-not-met' } },
    ],
    [
      'names the holder',
      workflow(true),
      { 'Enroll the record': [refusedByMarker] },
      { output: { reason: 'already-active', by: 'arn:other' } },
    ],
    [
      'counts a holder that is gone as ended',
      workflow(false),
      {
        'Enroll the record': [refusedByMarker],
        'Look at the holder': [{ error: 'Sfn.ExecutionDoesNotExistException', cause: 'x' }],
      },
      { output: { reason: 'already-enrolled', by: 'arn:other' } },
    ],
    ['takes the path of an error', workflow(false), { ask: [failed] }, { output: { enrolled: true } }],
  ])(
    '%s',
    async (_, { definition }, tasks, outcome) => {
      const machine: unknown = JSON.parse(serializeDefinition(definition, ({ kind }) => `name-${kind}`));
      const input: Json = event;
      const all = { ...answers, ...tasks };

      const ours = await runHere(machine, input, all);
      const theirs = await moto.ask({ definition: machine, input, tasks: all });

      expect(ours).toMatchObject(outcome);
      expect(comparable(theirs)).toEqual(comparable(ours));
    },
    60_000,
  );
});
