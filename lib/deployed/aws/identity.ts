import type { IdentityService } from '../services';
import { answered, collected, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

/** The error's name, and its code in the wire's own spelling. */
const missing = ['NoSuchEntityException', 'NoSuchEntity'];

/** IAM through the SDK, which is loaded only here. */
export async function openIdentity(settings: ClientSettings): Promise<IdentityService> {
  const sdk = await import('@aws-sdk/client-iam');
  const client = new sdk.IAMClient({ ...patient, ...settings });
  const ownPolicies = (role: string) =>
    collected(
      'IAM ListRolePolicies',
      sdk.paginateListRolePolicies({ client }, { RoleName: role }),
      (page) => page.PolicyNames,
    );
  const attachedPolicies = (role: string) =>
    collected(
      'IAM ListAttachedRolePolicies',
      sdk.paginateListAttachedRolePolicies({ client }, { RoleName: role }),
      (page) => page.AttachedPolicies,
    );
  /** Gone already is done. */
  const done = async (call: string, answer: Promise<unknown>) =>
    void (await unlessMissing(answered(call, answer), missing, undefined));

  return {
    roles: async (path) => {
      const roles = await collected(
        'IAM ListRoles',
        sdk.paginateListRoles({ client }, { PathPrefix: path }),
        (page) => page.Roles,
      );
      return roles.flatMap(({ RoleName: name, Arn: arn, CreateDate }) =>
        name === undefined || arn === undefined ? [] : [{ name, arn, createdAt: CreateDate?.getTime() ?? 0 }],
      );
    },
    roleDetails: async (name) => {
      const read = async () => {
        const [tags, policies, attached] = await Promise.all([
          collected(
            'IAM ListRoleTags',
            sdk.paginateListRoleTags({ client }, { RoleName: name }),
            (page) => page.Tags,
          ),
          ownPolicies(name),
          attachedPolicies(name),
        ]);
        const documents: string[] = [];
        for (const policy of policies) {
          const { PolicyDocument } = await answered(
            'IAM GetRolePolicy',
            client.send(new sdk.GetRolePolicyCommand({ RoleName: name, PolicyName: policy })),
          );
          documents.push(decodeURIComponent(PolicyDocument ?? ''));
        }
        return {
          tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
          documents,
          attached: attached.length,
        };
      };
      return unlessMissing(read(), missing, undefined);
    },
    policies: async (path) => {
      const policies = await collected(
        'IAM ListPolicies',
        sdk.paginateListPolicies({ client }, { PathPrefix: path, Scope: 'Local' }),
        (page) => page.Policies,
      );
      return policies.flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn]));
    },
    policyDetails: async (arn) => {
      const read = async () => {
        const { Policy } = await answered(
          'IAM GetPolicy',
          client.send(new sdk.GetPolicyCommand({ PolicyArn: arn })),
        );
        const [{ PolicyVersion }, entities] = await Promise.all([
          answered(
            'IAM GetPolicyVersion',
            client.send(
              new sdk.GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
            ),
          ),
          collected(
            'IAM ListEntitiesForPolicy',
            sdk.paginateListEntitiesForPolicy({ client }, { PolicyArn: arn }),
            (page) => [page],
          ),
        ]);
        return {
          document: decodeURIComponent(PolicyVersion?.Document ?? ''),
          roles: entities
            .flatMap(({ PolicyRoles = [] }) => PolicyRoles)
            .flatMap(({ RoleName }) => (RoleName === undefined ? [] : [RoleName])),
          othersHaveIt: entities.some(
            ({ PolicyUsers = [], PolicyGroups = [] }) => PolicyUsers.length + PolicyGroups.length > 0,
          ),
        };
      };
      return unlessMissing(read(), missing, undefined);
    },
    // IAM deletes no role that has policies ("DeleteRole").
    deleteRole: async (name) => {
      for (const { PolicyArn } of await unlessMissing(attachedPolicies(name), missing, [])) {
        await done(
          'IAM DetachRolePolicy',
          client.send(new sdk.DetachRolePolicyCommand({ RoleName: name, PolicyArn })),
        );
      }
      for (const policy of await unlessMissing(ownPolicies(name), missing, [])) {
        await done(
          'IAM DeleteRolePolicy',
          client.send(new sdk.DeleteRolePolicyCommand({ RoleName: name, PolicyName: policy })),
        );
      }
      await done('IAM DeleteRole', client.send(new sdk.DeleteRoleCommand({ RoleName: name })));
    },
    // And no policy that has versions beside its default ("DeletePolicy").
    deletePolicy: async (arn) => {
      const versions = await unlessMissing(
        collected(
          'IAM ListPolicyVersions',
          sdk.paginateListPolicyVersions({ client }, { PolicyArn: arn }),
          (page) => page.Versions,
        ),
        missing,
        [],
      );
      for (const { VersionId } of versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)) {
        await done(
          'IAM DeletePolicyVersion',
          client.send(new sdk.DeletePolicyVersionCommand({ PolicyArn: arn, VersionId })),
        );
      }
      await done('IAM DeletePolicy', client.send(new sdk.DeletePolicyCommand({ PolicyArn: arn })));
    },
  };
}
