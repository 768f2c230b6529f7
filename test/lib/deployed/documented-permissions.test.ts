import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

const root = packageRoot();
/** The names of services in IAM, by the SDK's packages. */
const prefixes: Readonly<Record<string, string>> = {
  'client-lambda': 'lambda',
  'client-iam': 'iam',
  'client-cloudwatch-logs': 'logs',
  'client-cloudformation': 'cloudformation',
  'client-sfn': 'states',
  'client-eventbridge': 'events',
  'client-dynamodb': 'dynamodb',
};

/** Every operation that the edge calls, as IAM calls it: all of these carry the operation's own name there. */
function calledActions(): string[] {
  const folder = join(root, 'lib/deployed/aws');
  const actions = readdirSync(folder).flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    const client = /import\('@aws-sdk\/([\w-]+)'\)/.exec(source)?.[1] ?? '';
    return [...source.matchAll(/sdk\.(?:paginate(\w+)|(\w+)Command)\b/g)].map(
      ([, page, command]) => `${prefixes[client]}:${page ?? command}`,
    );
  });
  return [...new Set(actions)].sort();
}

it('documents a policy of exactly the calls that prune and destroy make', () => {
  const [, policy = ''] =
    /```json\n(.*?)```/s.exec(readFileSync(join(root, 'docs/prune-and-destroy.md'), 'utf8')) ?? [];
  const { Statement }: { Statement: readonly { Action: readonly string[] }[] } = JSON.parse(policy);

  const allowed = [...new Set(Statement.flatMap(({ Action }) => Action))].sort();

  expect(calledActions()).toContain('iam:DeleteRole');
  expect(allowed).toEqual(calledActions());
});
