import type { LocalRuntime } from '../../../../lib/local/runtime';
import { type ExampleAccount, openExamples } from './example-account';
import { type ExampleAssembly, synthesizeExamples } from './example-assembly';
import { runAllExamples } from './run-all-examples';
import { type WrittenGrant, withoutGrants, writtenGrants } from './without-grant';

const LEAD = { email: 'ana@example.com', firstname: 'Ana', country: 'ES', lifecyclestage: 'lead' };

let assembly: ExampleAssembly;
let account: ExampleAccount | undefined;

beforeAll(async () => {
  assembly = await synthesizeExamples();
});
afterEach(async () => {
  await account?.close();
  account = undefined;
});
afterAll(() => assembly.remove());

/** A role's grants as they stand, `<stack>/<role> <action> <resource>`: every one that a run could use. */
function grantsOf({ resources }: LocalRuntime): string[] {
  return resources.roles.flatMap(({ stack, logicalId, policies }) =>
    policies.flatMap(({ document }) =>
      statementsOf(document).flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .flatMap((action) =>
            [Resource].flat().map((resource) => `${stack}/${logicalId} ${action} ${resource}`),
          ),
      ),
    ),
  );
}

function statementsOf(document: object): { Action: string | string[]; Resource: string | string[] }[] {
  return JSON.parse(JSON.stringify(document)).Statement;
}

function findGrant(role: RegExp, action: string): WrittenGrant {
  const found = writtenGrants(assembly.directory).find(
    (grant) =>
      role.test(`${grant.file.replace('.template.json', '')} ${grant.logicalId}`) && grant.action === action,
  );
  if (!found) throw new Error(`No role grants ${action}`);
  return found;
}

async function openWithout(role: RegExp, action: string): Promise<ExampleAccount> {
  const name = `${role.source}-${action}`.replace(/\W+/g, '-');
  const opened = await openExamples(withoutGrants(assembly.directory, [findGrant(role, action)], name));
  account = opened;
  return opened;
}

describe('the roles of the examples', () => {
  it('allow all that a run does, and nothing that none does', async () => {
    account = await openExamples(assembly.directory);
    const { runtime } = account;

    await runAllExamples(account);

    expect(runtime.authorizer.denials).toEqual([]);
    expect(runtime.executions().map(({ execution }) => execution.status)).not.toContain('FAILED');
    const used = new Set(
      runtime.authorizer.usedGrants.map(
        ({ statement, action, pattern }) => `${statement.place.split(',')[0]} ${action} ${pattern}`,
      ),
    );
    expect(grantsOf(runtime).filter((grant) => !used.has(grant))).toEqual([]);
  }, 60_000);
});

describe('a grant that was deleted by hand', () => {
  it('from the role of a machine fails its task, in the words of AWS, and names the action', async () => {
    const { runtime, put, start } = await openWithout(/^rotate-leads.*statemachine/, 'dynamodb:UpdateItem');
    await put('1', LEAD);

    const outcome = await start('rotate-leads', '1', 'run').execution.outcome;

    const message =
      /^User: arn:aws:sts::000000000000:assumed-role\/\S+\/run is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/coded-actions-local-records because no identity-based policy allows the dynamodb:UpdateItem action/;
    expect(outcome).toMatchObject({ status: 'FAILED', cause: expect.stringMatching(message) });
    expect(outcome.error).toMatch(/^(DynamoDB\.AmazonDynamoDBException|DynamoDb\.DynamoDbException)$/);
    expect(runtime.authorizer.denials).toMatchObject([{ action: 'dynamodb:UpdateItem' }]);
  }, 20_000);

  it("from the role of a machine names the function that it may not invoke, with the function's version", async () => {
    const { put, start } = await openWithout(/^follow-up.*statemachine/, 'lambda:InvokeFunction');
    await put('1', LEAD);

    const { error, cause } = await start('follow-up', '1').execution.outcome;

    expect(error).toBe('Lambda.AWSLambdaException');
    expect(cause).toMatch(
      /perform: lambda:InvokeFunction on resource: arn:aws:lambda:\S+:function:[^:]+:\d+ because/,
    );
    expect(cause).toContain('(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException;');
  }, 20_000);

  it('from the role of a code step fails what it asks at the endpoint', async () => {
    const { runtime, put, start } = await openWithout(
      /^rotate-leads availability/,
      'secretsmanager:GetSecretValue',
    );
    await put('1', LEAD);

    start('rotate-leads', '1');
    // The wrapper tries again, since a new role's grants take a while to arrive: that is not waited for.
    while (runtime.authorizer.denials.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(runtime.authorizer.denials).toMatchObject([
      {
        action: 'secretsmanager:GetSecretValue',
        resource: expect.stringContaining(':secret:coded-actions/local/CALENDAR_'),
      },
    ]);
  }, 60_000);

  it('from the role of a rule makes its events dead letters, which say so', async () => {
    const { runtime, send } = await openWithout(/^rotate-leads enrollment/, 'states:StartExecution');

    send('record.created', { objectType: 'contact', objectId: '1', properties: LEAD });
    await runtime.idle();

    expect(runtime.executions()).toEqual([]);
    expect(runtime.queues.read('coded-actions-local-dead-letters')).toMatchObject([
      {
        attributes: {
          ERROR_CODE: 'NO_PERMISSIONS',
          ERROR_MESSAGE: expect.stringContaining('not authorized to perform: states:StartExecution'),
        },
      },
    ]);
  }, 20_000);

  it("from the role of the runtime's own function is told of, though its caller hears of nothing", async () => {
    const { runtime, put, start } = await openWithout(/^runtime RunStatusOnChange/, 'dynamodb:UpdateItem');
    await put('1', LEAD);

    start('follow-up', '1');
    await runtime.idle();

    expect(runtime.authorizer.denials).toMatchObject([{ action: 'dynamodb:UpdateItem' }]);
    expect(runtime.queues.read('coded-actions-local-dead-letters')).not.toEqual([]);
  }, 20_000);

  it('that only AWS itself uses is told with what would come of it', async () => {
    const { runtime, put, start } = await openWithout(/^follow-up greeting/, 'logs:PutLogEvents');
    await put('1', LEAD);

    const { status } = await start('follow-up', '1').execution.outcome;

    expect(status).toBe('SUCCEEDED');
    expect(runtime.authorizer.denials).toMatchObject([
      {
        action: 'logs:PutLogEvents',
        consequence: expect.stringMatching(/^Lambda loses what the function \S+ writes\.$/),
      },
    ]);
  }, 20_000);
});
