/** The access key id in a signature ("Signature Version 4": *Authorization header*); undefined without one. */
export function accessKeyOf(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  return /\bCredential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1];
}
