import { openIdentity } from '../../../../lib/deployed/aws/identity';
import { fakeTransport, type WireRequest } from './fake-transport';

/** IAM speaks XML. */
const xml = (operation: string, result: string) =>
  `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const error = (code: string) =>
  `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>refused</Message></Error></ErrorResponse>`;
const document = '{"Resource":"arn:aws:logs:eu-west-1:1:log-group:a:*"}';
const last = '<IsTruncated>false</IsTruncated>';
const inlinePolicy = `<PolicyNames><member>inline</member></PolicyNames>${last}`;
const attachedPolicy = `<AttachedPolicies><member><PolicyArn>arn:more</PolicyArn></member></AttachedPolicies>${last}`;

/** Answers by operation; an operation that is not given has nothing to tell. */
async function identityOf(answers: Readonly<Record<string, string | ((request: WireRequest) => string)>>) {
  const { settings, requests } = fakeTransport((request) => {
    const answer = answers[request.operation ?? ''] ?? '';
    const result = typeof answer === 'string' ? answer : answer(request);
    return result.startsWith('<ErrorResponse') ? result : xml(request.operation ?? '', result);
  });
  const identity = await openIdentity(settings);
  return { identity, calls: () => requests.map(({ operation }) => operation), requests };
}

describe('IAM', () => {
  it('lists the roles of all pages under a path', async () => {
    const member = (name: string) =>
      `<member><RoleName>${name}</RoleName><Arn>arn:${name}</Arn><CreateDate>2026-11-24T12:00:00Z</CreateDate></member>`;
    const { identity, requests } = await identityOf({
      ListRoles: ({ body }) =>
        body.Marker === undefined
          ? `<Roles>${member('a')}</Roles><IsTruncated>true</IsTruncated><Marker>next</Marker>`
          : `<Roles>${member('b')}</Roles>${last}`,
    });

    expect(await identity.roles('/coded-actions/dev/')).toEqual([
      { name: 'a', arn: 'arn:a', createdAt: Date.parse('2026-11-24T12:00:00Z') },
      { name: 'b', arn: 'arn:b', createdAt: Date.parse('2026-11-24T12:00:00Z') },
    ]);
    expect(requests.map(({ body }) => body.PathPrefix)).toEqual([
      '/coded-actions/dev/',
      '/coded-actions/dev/',
    ]);
  });

  it("reads a role's tags and documents, which come percent-encoded", async () => {
    const { identity } = await identityOf({
      ListRoleTags: `<Tags><member><Key>coded-actions:stage</Key><Value>dev</Value></member></Tags>${last}`,
      ListRolePolicies: inlinePolicy,
      ListAttachedRolePolicies: attachedPolicy,
      GetRolePolicy: `<PolicyDocument>${encodeURIComponent(document)}</PolicyDocument>`,
    });

    expect(await identity.roleDetails('a')).toEqual({
      tags: { 'coded-actions:stage': 'dev' },
      documents: [document],
      attached: 1,
    });
  });

  it("reads a policy's document and who has it", async () => {
    const { identity, requests } = await identityOf({
      GetPolicy: '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>',
      GetPolicyVersion: `<PolicyVersion><Document>${encodeURIComponent(document)}</Document></PolicyVersion>`,
      ListEntitiesForPolicy: `<PolicyRoles><member><RoleName>a</RoleName></member></PolicyRoles><PolicyUsers><member><UserName>u</UserName></member></PolicyUsers><PolicyGroups/>${last}`,
    });

    expect(await identity.policyDetails('arn:more')).toEqual({
      document,
      roles: ['a'],
      othersHaveIt: true,
    });
    expect(requests.find(({ operation }) => operation === 'GetPolicyVersion')?.body.VersionId).toBe('v3');
  });

  it('takes the policies of a role before it deletes it', async () => {
    const { identity, calls } = await identityOf({
      ListRolePolicies: inlinePolicy,
      ListAttachedRolePolicies: attachedPolicy,
    });

    await identity.deleteRole('a');

    expect(calls()).toEqual([
      'ListAttachedRolePolicies',
      'DetachRolePolicy',
      'ListRolePolicies',
      'DeleteRolePolicy',
      'DeleteRole',
    ]);
  });

  it('deletes the other versions of a policy before the policy', async () => {
    const version = (id: string, isDefault: boolean) =>
      `<member><VersionId>${id}</VersionId><IsDefaultVersion>${isDefault}</IsDefaultVersion></member>`;
    const { identity, requests } = await identityOf({
      ListPolicyVersions: `<Versions>${version('v2', true)}${version('v1', false)}</Versions>${last}`,
    });

    await identity.deletePolicy('arn:more');

    expect(requests.map(({ operation, body }) => [operation, body.VersionId])).toEqual([
      ['ListPolicyVersions', undefined],
      ['DeletePolicyVersion', 'v1'],
      ['DeletePolicy', undefined],
    ]);
  });

  it('takes what is gone for done', async () => {
    const gone = error('NoSuchEntity');
    const { identity, calls } = await identityOf({
      ListRoleTags: gone,
      ListRolePolicies: gone,
      ListAttachedRolePolicies: gone,
      DeleteRole: gone,
      GetPolicy: gone,
      ListPolicyVersions: gone,
      DeletePolicy: gone,
    });

    expect(await identity.roleDetails('a')).toBeUndefined();
    expect(await identity.policyDetails('arn:more')).toBeUndefined();
    await identity.deleteRole('a');
    await identity.deletePolicy('arn:more');
    expect(calls()).toContain('DeleteRole');
    expect(calls()).toContain('DeletePolicy');
  });

  it('goes on slower when AWS says that it asks too much, and says what it refuses', async () => {
    let asked = 0;
    const { identity } = await identityOf({
      ListPolicies: () => (++asked < 3 ? error('Throttling') : `<Policies/>${last}`),
      ListRoles: error('AccessDenied'),
    });

    expect(await identity.policies('/coded-actions/dev/')).toEqual([]);
    expect(asked).toBe(3);
    await expect(identity.roles('/')).rejects.toMatchObject({
      message: 'IAM ListRoles failed: AccessDenied: refused',
      remedy: expect.stringContaining('docs/prune-and-destroy.md'),
    });
  });
});
