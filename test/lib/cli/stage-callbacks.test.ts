import { createServer, type Server } from 'node:http';
import type { CommandOutcome } from './command-line';
import { SampleProject } from './command-line';

/** One request of the SDK as AWS would see it. */
interface Received {
  readonly target: string;
  readonly body: Record<string, unknown>;
}

/** What the stand-in answers a request with: an error's name, or a body. */
type Answer = { readonly error: string; readonly more?: object } | { readonly body: object };

/**
 * AWS's JSON protocol on the loopback interface. The SDK sends members that its own model of the service knows, and drops
 * others: so what arrives here is what AWS defines, and what the SDK reads of the answers is too.
 */
class StageStandIn {
  readonly received: Received[] = [];
  answers: Answer[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target']);
      this.received.push({ target, body: JSON.parse(Buffer.concat(chunks).toString()) });
      const answer = this.answers.shift() ?? { error: 'NobodyExpectedThis' };
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.setHeader('connection', 'close');
      if ('body' in answer) response.end(JSON.stringify(answer.body));
      else
        response
          .writeHead(400)
          .end(JSON.stringify({ __type: `x#${answer.error}`, message: 'no', ...answer.more }));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`;
  }

  /** The names of the operations that were asked for. */
  operations(): readonly string[] {
    return this.received.map(({ target }) => target);
  }

  close(): void {
    this.server.close();
  }
}

const callbackId = 'approval:run-1:approve:0';
const pausedItem = {
  callbackId: { S: callbackId },
  token: { S: 'token-1' },
  execution: { S: 'arn:aws:states:eu-west-1:1:execution:coded-actions-dev-approval:run-1' },
  workflow: { S: 'approval' },
  step: { S: 'approve' },
  objectType: { S: 'contact' },
  objectId: { S: '1001' },
  waitingSince: { S: '2026-11-24T09:00:00.000Z' },
  waitingUntil: { S: '2999-11-24T09:00:00.000Z' },
  declared: { S: '{"approved":"boolean","by":"string"}' },
};
const runItem = {
  execution: pausedItem.execution,
  workflow: { S: 'approval' },
  objectType: { S: 'contact' },
  objectId: { S: '1001' },
  status: { S: 'RUNNING' },
  startedAt: { S: '2026-11-24T08:59:00.000Z' },
  redriveCount: { N: '0' },
};
/** As the compiler writes the state that waits, of two steps that may pause. */
const definition = JSON.stringify({
  States: Object.fromEntries(
    ['approve', 'countersign'].map((step) => [
      `${step} (pause)`,
      {
        Comment: `step ${step} (pause), workflows/approval/workflow.json:2:10`,
        Arguments: { ExpressionAttributeValues: { ':declared': pausedItem.declared } },
      },
    ]),
  ),
});
const completedItem = {
  ...pausedItem,
  outputs: { S: '{"approved":true}' },
  completedAt: { S: '2026-11-24T10:00:00.000Z' },
};

describe('coded-actions callbacks, of a stage', () => {
  const project = new SampleProject({ 'yes.json': { approved: true } });
  const before = { ...process.env };
  let stage: StageStandIn;

  beforeEach(async () => {
    stage = new StageStandIn();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: await stage.listen(),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
    });
  });
  afterEach(() => {
    stage.close();
    process.env = { ...before };
  });
  afterAll(() => project.remove());

  function callbacks(words: readonly string[], answers: Answer[]): Promise<CommandOutcome> {
    stage.answers = answers;
    return project.run(['callbacks', ...words, '--stage', 'dev', '--region', 'eu-west-1']);
  }
  /** Of a run that waits. */
  const complete = (answers: Answer[]) =>
    callbacks(
      ['complete', callbackId, '--outputs', 'yes.json'],
      [{ body: { Item: pausedItem } }, ...answers],
    );

  it('stores the outputs on condition that none are, and sends them to the run that waits', async () => {
    const { code, output, errors } = await complete([{ body: { Attributes: completedItem } }, { body: {} }]);

    expect([code, output]).toEqual([0, 'Completed: the run goes on.']);
    expect(errors).toBe('Completing in stage dev in eu-west-1.');
    expect(stage.operations()).toEqual([
      'DynamoDB_20120810.GetItem',
      'DynamoDB_20120810.UpdateItem',
      'AWSStepFunctions.SendTaskSuccess',
    ]);
    expect(stage.received[1]?.body).toMatchObject({
      TableName: 'coded-actions-dev-records',
      ConditionExpression: 'attribute_not_exists(#outputs)',
      ExpressionAttributeValues: { ':outputs': { S: '{"approved":true}' } },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(stage.received[2]?.body).toEqual({ taskToken: 'token-1', output: '{"approved":true}' });
  });

  it('keeps outputs for a run that has not paused yet', async () => {
    const { token: _token, ...early } = completedItem;

    const { code, output } = await callbacks(
      ['complete', callbackId, '--outputs', 'yes.json'],
      [{ body: {} }, { body: { Item: runItem } }, { body: { definition } }, { body: { Attributes: early } }],
    );

    expect(code).toBe(0);
    expect(output).toMatch(/^Kept: no run has paused/);
    expect(stage.operations()).toEqual([
      'DynamoDB_20120810.GetItem',
      'DynamoDB_20120810.GetItem',
      'AWSStepFunctions.DescribeStateMachineForExecution',
      'DynamoDB_20120810.UpdateItem',
    ]);
  });

  it.each<[what: string, answers: Answer[]]>([
    ['of the pause', [{ body: { Item: pausedItem } }]],
    [
      "of the run's definition, before the pause",
      [{ body: {} }, { body: { Item: runItem } }, { body: { definition } }],
    ],
  ])(
    'refuses what the step would leave out by the declaration %s, and stores nothing',
    async (_what, answers) => {
      project.write('wrong.json', { aproved: true, approved: 'maybe' });

      const { code, errors } = await callbacks(['complete', callbackId, '--outputs', 'wrong.json'], answers);

      expect(code).toBe(1);
      expect(errors).toContain(
        'aproved is not declared in the step\'s "outputs"; approved is "maybe", which cannot be a boolean.',
      );
      expect(errors).toContain('Did you mean `approved`? It takes approved (true or false), by (a text).');
      expect(stage.operations()).not.toContain('DynamoDB_20120810.UpdateItem');
    },
  );

  it('completes without a look at the declaration where the person may not read the definition', async () => {
    const { token: _token, ...early } = completedItem;

    const { code } = await callbacks(
      ['complete', callbackId],
      [
        { body: {} },
        { body: { Item: runItem } },
        { error: 'AccessDeniedException' },
        { body: { Attributes: early } },
      ],
    );

    expect(code).toBe(0);
  });

  it.each<[what: string, id: string, answers: Answer[], said: string, remedy: string]>([
    ['that is none', 'approval', [], 'This is no id of a callback: approval.', 'callbacks list'],
    [
      'of no run',
      callbackId,
      [{ body: {} }, { body: {} }],
      'There is no run run-1 of approval',
      'callbacks list',
    ],
    [
      'of a run that ended',
      'approval:run-1:aprove:0',
      [
        { body: {} },
        { body: { Item: { ...runItem, status: { S: 'SUCCEEDED' } } } },
        { body: { Items: [pausedItem] } },
      ],
      'has ended, and never paused',
      `Did you mean \`${callbackId}\`?`,
    ],
    [
      'of a step that there is not',
      'approval:run-1:aprove:0',
      [{ body: {} }, { body: { Item: runItem } }, { body: { definition } }],
      'has no step aprove that may pause',
      'Did you mean `approve`?',
    ],
  ])('refuses an id %s', async (_what, id, answers, said, remedy) => {
    const { code, errors } = await callbacks(['complete', id], answers);

    expect(code).toBe(1);
    expect(errors).toContain(said);
    expect(errors).toContain(remedy);
    expect(stage.operations()).not.toContain('DynamoDB_20120810.UpdateItem');
  });

  it('lists what waits for a record alone', async () => {
    const { code, errors } = await callbacks(['list'], []);

    expect(code).toBe(1);
    expect(errors).toContain('callbacks list <objectType> <objectId> --stage dev --region eu-west-1');
  });

  it('sends again what was stored before, of which a run takes one', async () => {
    const { code, output } = await complete([
      { error: 'ConditionalCheckFailedException', more: { Item: completedItem } },
      { error: 'TaskTimedOut' },
    ]);

    expect(code).toBe(0);
    expect(output).toContain('it was completed before');
    expect(stage.received[2]?.body).toMatchObject({ output: '{"approved":true}' });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'exits with 1 where the run does not wait any more: %s',
    async (error) => {
      const { code, output } = await complete([
        { body: { Attributes: completedItem } },
        { error },
        { body: { Attributes: completedItem } },
      ]);
      const missed = { ...completedItem, missedAt: { S: '2026-11-24T10:00:01.000Z' } };
      const again = await complete([
        { error: 'ConditionalCheckFailedException', more: { Item: missed } },
        { error },
      ]);

      expect([code, again.code]).toEqual([1, 1]);
      expect(output).toContain('does not wait any more');
      expect(again.output).toBe(output);
    },
  );

  it.each<[what: string, answers: Answer[], said: string, remedy: string]>([
    [
      'the stage is not there',
      [{ error: 'ResourceNotFoundException' }],
      'The table of stage dev did not answer: ResourceNotFoundException',
      'Deploy the stage first',
    ],
    [
      'Step Functions refuses',
      [{ body: { Attributes: completedItem } }, { error: 'AccessDeniedException' }],
      'Step Functions of stage dev did not answer: AccessDeniedException',
      'Check your AWS credentials',
    ],
  ])('says so where %s', async (_what, answers, said, remedy) => {
    const { code, errors } = await complete(answers);

    expect(code).toBe(1);
    expect(errors).toContain(said);
    expect(errors).toContain(remedy);
  });

  it("lists a record's open pauses, page by page, each with the command that completes it", async () => {
    const next = { pk: { S: 'next' } };

    const { code, output } = await callbacks(
      ['list', 'contact', '1001'],
      [
        { body: { Items: [completedItem], LastEvaluatedKey: next } },
        { body: { Items: [{ ...pausedItem, waitingUntil: { S: '2020-01-01T00:00:00Z' } }, pausedItem] } },
      ],
    );

    expect(code).toBe(0);
    expect(output).toBe(
      `… approval/approve of contact 1001, until 2999-11-24T09:00:00.000Z: npx coded-actions callbacks complete ${callbackId} --stage dev --region eu-west-1`,
    );
    expect(stage.operations()).toEqual(['DynamoDB_20120810.Query', 'DynamoDB_20120810.Query']);
    expect(stage.received[0]?.body).toMatchObject({
      TableName: 'coded-actions-dev-records',
      IndexName: 'runs-by-record',
    });
    expect(stage.received[1]?.body).toMatchObject({ ExclusiveStartKey: next });
  });

  it("keeps the SDK's warning about Node's version out of what a person reads", async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

    await callbacks(['list', 'contact', '1001'], [{ body: { Items: [] } }]);

    expect(process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED).toBe('true');
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});
