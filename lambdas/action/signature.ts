/** Who signs, and where. */
export interface SigningAccess {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The headers of a signed `POST /` to an AWS service ("Create a signed AWS API request", AWS IAM User Guide): those
 * given, the date, and the signature over all of them. Held to aws4fetch in the tests, which as a dependency would be
 * half as large as the rest of the wrapper.
 *
 * @param headers names in lower case; without `host`
 */
export function signedHeaders(
  access: SigningAccess,
  service: string,
  host: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  time: Date,
): Record<string, string> {
  const date = time.toISOString().replace(/[:-]|\.\d+/g, '');
  const all: Record<string, string> = { ...headers, host, 'x-amz-date': date };
  if (access.sessionToken !== undefined) all['x-amz-security-token'] = access.sessionToken;
  const names = Object.keys(all).sort();
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ];
  const scope = [date.slice(0, 8), access.region, service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical.join('\n'))].join('\n');
  const key = scope.reduce<string | Buffer>(
    (previous, part) => hmac(previous, part).digest(),
    `AWS4${access.secretAccessKey}`,
  );
  const credential = `${access.accessKeyId}/${scope.join('/')}`;
  all.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${hmac(key, text).digest('hex')}`;
  delete all.host;
  return all;
}

function sha256(text: string): string {
  return crypto().createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string) {
  return crypto().createHmac('sha256', key).update(text);
}

/** Loaded when first used: most functions have no secrets, and it takes as long as the rest of the wrapper. */
function crypto() {
  return process.getBuiltinModule('node:crypto');
}
