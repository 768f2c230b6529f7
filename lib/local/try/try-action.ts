import { randomUUID } from 'node:crypto';
import { packageRoot } from '../../package-root';
import { portalVariable, stageVariable } from '../../workflow/action-contract';
import type { Problem } from '../../workflow/problem';
import type { LocalFunction } from '../assembly/local-resources';
import { LocalEndpoint } from '../endpoint/local-endpoint';
import { secretsManagerService } from '../endpoint/services/secrets-manager-service';
import type { Fixture } from '../http-fixtures/fixture';
import { FixtureServer } from '../http-fixtures/fixture-server';
import { LocalLambda } from '../lambda/local-lambda';
import { LocalSecretsManager } from '../secrets/local-secrets-manager';
import { readSecretsFile, warnAboutSecretsFile } from '../secrets/secrets-file';
import { type ActionEventInput, invocationOf } from './action-event';
import { bundleAlone } from './bundle-alone';
import { hideSecrets } from './hide-secrets';
import type { LoneAction } from './lone-action';
import { type TryReport, tryReport } from './try-report';

/** What an action is tried with. */
export interface TryOptions {
  readonly event: ActionEventInput;
  /** `{"NAME": "value"}`; it need not exist. */
  readonly secretsFile: string;
  /** Whether secrets that the file lacks get a placeholder. */
  readonly placeholders: boolean;
  readonly timeoutSeconds: number;
  /** MB. */
  readonly memory: number;
  /** Absolute path of the `node_modules` of a set of libraries. */
  readonly libraries?: string;
  /** Answer every request; without them requests go out for real. */
  readonly fixtures?: readonly Fixture[];
}

/** What came of it, and what a person should know about it. */
export interface Trial {
  /** Absent where the action could not be bundled. */
  readonly report?: TryReport;
  /** Of the bundler. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

const account = '000000000000';
const region = 'us-east-1';
/** The function's own limit leaves the wrapper a second more to report, as in a deploy. */
const reportSeconds = 1;

/**
 * Runs one action alone, once: through the bundle, the wrapper and a process as it would run in a workflow.
 *
 * @throws CodedActionsError where the secrets file cannot be read
 */
export async function tryAction(action: LoneAction, options: TryOptions): Promise<Trial> {
  const { secretsFile, placeholders, timeoutSeconds, libraries } = options;
  const present = readSecretsFile(secretsFile);
  const now = new Date();
  const execution = `arn:aws:states:${region}:${account}:execution:try:${randomUUID()}`;
  const { invocation, portalId, workflowId, ignored } = invocationOf(
    options.event,
    now.toISOString(),
    execution,
  );
  const { directory, problems, environmentNames } = await bundleAlone(
    action,
    { workflow: workflowId, timeoutSeconds, ...(libraries === undefined ? {} : { libraries }) },
    (names) => names.filter((name) => placeholders || present.has(name)),
  );
  if (directory === undefined) return { problems, warnings: [] };

  const missing = environmentNames.filter((name) => !present.has(name));
  const permissions = present.size > 0 ? warnAboutSecretsFile(secretsFile) : undefined;
  const http = options.fixtures === undefined ? undefined : await FixtureServer.listen(options.fixtures);
  const endpoint = await LocalEndpoint.listen();
  const secrets = new LocalSecretsManager({
    account,
    region,
    file: secretsFile,
    placeholders,
    now: Date.now,
  });
  endpoint.serve([secretsManagerService(secrets)], []);
  const fn = functionOf(directory, options, {
    [stageVariable]: 'local',
    [portalVariable]: portalId,
    ...http?.environment([new URL(endpoint.url).host]),
  });
  const lambda = new LocalLambda({
    functions: [fn],
    versions: [],
    endpoint: endpoint.url,
    packageFolders: [action.project, packageRoot()],
    processesPerVersion: 1,
  });
  try {
    const result = await lambda.invoke(fn.name, JSON.stringify(invocation));
    return {
      report: tryReport(result, hideSecrets(http?.requests ?? [], present)),
      problems,
      warnings: [
        ...(permissions === undefined ? [] : [permissions]),
        ...warningsAboutNode(lambda),
        ...warningsAboutSecrets(missing, placeholders),
        ...warningsAboutEvent(ignored),
      ],
    };
  } finally {
    lambda.close();
    await endpoint.close();
    await http?.close();
  }
}

function functionOf(
  codeFolder: string,
  { memory, timeoutSeconds }: TryOptions,
  environment: Readonly<Record<string, string>>,
): LocalFunction {
  return {
    stack: 'try',
    logicalId: 'Action',
    name: 'try',
    arn: `arn:aws:lambda:${region}:${account}:function:try`,
    description: '',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    codeFolder,
    environment,
    memorySize: memory,
    timeoutSeconds: timeoutSeconds + reportSeconds,
    roleArn: `arn:aws:iam::${account}:role/try`,
    logGroup: '/aws/lambda/try',
  };
}

function warningsAboutNode(lambda: LocalLambda): string[] {
  return [...lambda.nodeRuntimes()]
    .filter(([, { matches }]) => !matches)
    .map(
      ([runtime, { version }]) =>
        `The action runs on Node ${version} here, since Node ${runtime.replace(/\D/g, '')} is not installed.`,
    );
}

function warningsAboutSecrets(missing: readonly string[], placeholders: boolean): string[] {
  if (missing.length === 0) return [];
  const given = placeholders
    ? `have placeholders, such as "placeholder-${missing[0]}"`
    : 'are left undefined';
  return [
    `Without a value in the secrets file, these ${given}: ${missing.join(', ')}. Set one with: npx coded-actions secrets set ${missing[0]}`,
  ];
}

function warningsAboutEvent(ignored: readonly string[]): string[] {
  return ignored.length === 0
    ? []
    : [`The event has what a workflow's action is not given, and it was left out: ${ignored.join(', ')}.`];
}
