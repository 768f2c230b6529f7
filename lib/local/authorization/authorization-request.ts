/** What a call asks IAM for: one action on one resource. A call may ask for several. */
export interface AuthorizationRequest {
  /** Such as `dynamodb:UpdateItem`. */
  readonly action: string;
  /** An ARN; `*` where AWS defines no resource type for the action. */
  readonly resource: string;
}

/** Where the resources of a call are, which many APIs name without their ARN. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;
}
